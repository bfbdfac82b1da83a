package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.ExternalInfo;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** How values that SQLite has no type for are written into columns and read back. */
final class Columns {
  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

  private Columns() {}

  static long time(Instant instant) {
    return instant.toEpochMilli();
  }

  static Long time(Optional<Instant> instant) {
    return instant.map(Instant::toEpochMilli).orElse(null);
  }

  static Instant time(ResultSet row, String column) throws SQLException {
    return Instant.ofEpochMilli(row.getLong(column));
  }

  static Optional<Instant> optionalTime(ResultSet row, String column) throws SQLException {
    long milliseconds = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(milliseconds));
  }

  static String texts(List<String> texts) {
    return texts.isEmpty() ? "[]" : JSON.writeValueAsString(texts);
  }

  static List<String> texts(ResultSet row, String column) throws SQLException {
    String json = row.getString(column);
    return json.equals("[]") ? List.of() : JSON.readValue(json, TEXTS);
  }

  static Optional<String> optionalText(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  private record ExternalInfoJson(String origin, List<String> externalIds) {}

  static String externalInfo(Optional<ExternalInfo> info) {
    return info.map(
            value ->
                JSON.writeValueAsString(
                    new ExternalInfoJson(value.origin().orElse(null), value.externalIds())))
        .orElse(null);
  }

  static Optional<ExternalInfo> externalInfo(ResultSet row, String column) throws SQLException {
    return optionalText(row, column)
        .map(json -> JSON.readValue(json, ExternalInfoJson.class))
        .map(json -> new ExternalInfo(Optional.ofNullable(json.origin()), json.externalIds()));
  }
}
