package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.ExternalInfo;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** How values stand in columns and are read back. */
final class Columns {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final ObjectReader TEXTS = JSON.readerFor(String[].class);

  private Columns() {}

  static Instant instant(ResultSet row, String column) throws SQLException {
    return Instant.ofEpochMilli(row.getLong(column));
  }

  static Optional<Instant> optionalInstant(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  static Optional<String> optionalText(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  static List<String> texts(ResultSet row, String column) throws SQLException {
    String json = row.getString(column);
    return json == null ? List.of() : List.of(TEXTS.<String[]>readValue(json));
  }

  static Optional<ExternalInfo> externalInfo(ResultSet row, String column) throws SQLException {
    return optionalText(row, column).map(json -> JSON.readValue(json, ExternalInfo.class));
  }

  static String hex(ResultSet row, String column) throws SQLException {
    return HexFormat.of().formatHex(row.getBytes(column));
  }

  static Long millis(Instant instant) {
    return instant.toEpochMilli();
  }

  static Long millis(Optional<Instant> instant) {
    return instant.map(Instant::toEpochMilli).orElse(null);
  }

  static String json(Collection<String> texts) {
    return texts.isEmpty() ? null : JSON.writeValueAsString(texts);
  }

  static String json(Optional<ExternalInfo> info) {
    return info.map(JSON::writeValueAsString).orElse(null);
  }

  static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
