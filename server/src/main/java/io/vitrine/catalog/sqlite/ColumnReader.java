package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.BlobReference;
import io.vitrine.catalog.ExternalInfo;
import io.vitrine.media.PixelSize;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Reads the columns of one row in the order in which they were selected. Pages of files are read
 * this way, because by name each value costs a look-up, and by {@link ResultSet#getString} a direct
 * buffer of the driver besides: together a third of the time that a page took.
 */
final class ColumnReader {
  private final ResultSet row;
  private int column;

  ColumnReader(ResultSet row) {
    this.row = row;
  }

  /** A number; 0 for null. */
  long number() throws SQLException {
    return row.getLong(++column);
  }

  Optional<Long> optionalNumber() throws SQLException {
    long number = number();
    return row.wasNull() ? Optional.empty() : Optional.of(number);
  }

  Instant instant() throws SQLException {
    return Instant.ofEpochMilli(number());
  }

  /** A text that is not null. */
  String text() throws SQLException {
    return decode(row.getBytes(++column));
  }

  Optional<String> optionalText() throws SQLException {
    byte[] bytes = row.getBytes(++column);
    return bytes == null ? Optional.empty() : Optional.of(decode(bytes));
  }

  Optional<String> optionalHex() throws SQLException {
    byte[] bytes = row.getBytes(++column);
    return bytes == null ? Optional.empty() : Optional.of(HexFormat.of().formatHex(bytes));
  }

  List<String> texts() throws SQLException {
    return Columns.texts(optionalText());
  }

  Optional<ExternalInfo> externalInfo() throws SQLException {
    return Columns.externalInfo(optionalText());
  }

  /** Four columns of the table {@code blob}: key, size, sha256, crc32. */
  Optional<BlobReference> blob() throws SQLException {
    Optional<String> key = optionalHex();
    long size = number();
    Optional<String> sha256 = optionalHex();
    long crc32 = number();
    return key.map(present -> new BlobReference(present, size, sha256.orElseThrow(), crc32));
  }

  /** Two columns: width and height. */
  Optional<PixelSize> pixelSize() throws SQLException {
    int width = (int) number();
    int height = (int) number();
    return width == 0 ? Optional.empty() : Optional.of(new PixelSize(width, height));
  }

  /** The driver hands out the bytes of a text as the database keeps them, in UTF-8. */
  private static String decode(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
