package io.vitrine.catalog.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The columns of a file that a change needs. */
record FileRow(
    long seq,
    String id,
    long tree,
    long place,
    long size,
    String words,
    Optional<byte[]> blob,
    Optional<String> text,
    boolean hasAssets) {
  static final String SELECT =
      "select seq, id, tree, coalesce(trashed_from, folder) as place, size, words, blob, text,"
          + " assets from file";

  static FileRow of(ResultSet row) throws SQLException {
    return new FileRow(
        row.getLong("seq"),
        row.getString("id"),
        row.getLong("tree"),
        row.getLong("place"),
        row.getLong("size"),
        row.getString("words"),
        Optional.ofNullable(row.getBytes("blob")),
        Columns.optionalText(row, "text"),
        row.getInt("assets") > 0);
  }

  /** The file of this ID when it is one of the site. */
  static Optional<FileRow> find(Session session, String siteId, String fileId) {
    return session.first(
        SELECT + " where id = ? and tree >> 2 = (select number from site where id = ?)",
        FileRow::of,
        fileId,
        siteId);
  }

  long site() {
    return Codes.siteOf(tree);
  }
}
