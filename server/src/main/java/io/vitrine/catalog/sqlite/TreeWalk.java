package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.BlobReference;
import io.vitrine.catalog.TreeItem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Consumer;

/** Walks the tree below a folder, row by row. */
final class TreeWalk {
  /** The folders below one, each level after the one above it. */
  private static final String SUBTREE =
      "with recursive subtree (depth, seq) as (values (0, ?) union all"
          + " select subtree.depth + 1, f.seq from subtree join folder f"
          + " on f.parent = subtree.seq order by 1, 2) ";

  private static final String FOLDERS =
      SUBTREE
          + "select f.seq, f.parent, f.name, f.updated from subtree cross join folder f"
          + " on f.seq = subtree.seq where subtree.depth > 0";

  /** The kinds of private files are odd numbers. */
  private static final String FILES =
      SUBTREE
          + "select t.folder, t.name, t.updated, b.key, b.size, b.sha256, b.crc32"
          + " from subtree cross join file t indexed by file_in_folder_by_name"
          + " on t.folder = subtree.seq"
          + " join blob b on b.key = t.blob where t.kind & 1 = 0 and t.status = 'READY'";

  private final Session session;
  private final Consumer<TreeItem> visitor;

  TreeWalk(Session session, Consumer<TreeItem> visitor) {
    this.session = session;
    this.visitor = visitor;
  }

  void below(long folder) {
    session.each(FOLDERS, this::folder, folder);
    session.each(FILES, this::file, folder);
  }

  private void folder(ResultSet row) throws SQLException {
    ColumnReader columns = new ColumnReader(row);
    visitor.accept(
        new TreeItem.SubFolder(
            columns.number(), columns.number(), columns.text(), columns.instant()));
  }

  private void file(ResultSet row) throws SQLException {
    ColumnReader columns = new ColumnReader(row);
    visitor.accept(
        new TreeItem.PublicFile(
            columns.number(),
            columns.text(),
            columns.instant(),
            new BlobReference(
                columns.optionalHex().orElseThrow(),
                columns.number(),
                columns.optionalHex().orElseThrow(),
                columns.number())));
  }
}
