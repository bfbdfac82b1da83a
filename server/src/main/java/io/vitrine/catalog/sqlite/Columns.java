package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.ExternalInfo;
import io.vitrine.catalog.FileFailure;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** How values stand in columns and are read back. */
final class Columns {
  private static final JsonMapper JSON = JsonMapper.shared();

  private static final ObjectReader VALUES =
      JSON.readerFor(new TypeReference<Map<String, Object>>() {});

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
    return texts(optionalText(row, column));
  }

  static List<String> texts(Optional<String> json) {
    return json.map(Columns::texts).orElse(List.of());
  }

  /**
   * By tokens, because a reader that binds costs twice as much and a page has a hundred of them.
   */
  private static List<String> texts(String json) {
    try (JsonParser parser = JSON.createParser(json)) {
      List<String> texts = new ArrayList<>();
      parser.nextToken();
      while (parser.nextToken() == JsonToken.VALUE_STRING) {
        texts.add(parser.getString());
      }
      return List.copyOf(texts);
    }
  }

  static Optional<ExternalInfo> externalInfo(ResultSet row, String column) throws SQLException {
    return externalInfo(optionalText(row, column));
  }

  static Optional<ExternalInfo> externalInfo(Optional<String> json) {
    return json.map(text -> JSON.readValue(text, ExternalInfo.class));
  }

  static FileFailure failure(String json) {
    return JSON.readValue(json, FileFailure.class);
  }

  static Map<String, Object> values(ResultSet row, String column) throws SQLException {
    return VALUES.readValue(row.getString(column));
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

  static String json(Map<String, Object> values) {
    return JSON.writeValueAsString(values);
  }

  static String json(FileFailure failure) {
    return JSON.writeValueAsString(failure);
  }

  static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
