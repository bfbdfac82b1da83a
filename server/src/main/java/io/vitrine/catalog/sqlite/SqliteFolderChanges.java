package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.Folder;
import io.vitrine.catalog.FolderChanges;
import io.vitrine.catalog.FolderUpdate;
import io.vitrine.catalog.RootFolder;
import io.vitrine.catalog.SearchText;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Changes of folders inside a transaction. */
final class SqliteFolderChanges extends SqliteFolders implements FolderChanges {
  private static final int TRASH = Codes.of(RootFolder.TRASH_ROOT);
  private static final String TREE =
      """
      with recursive tree (seq) as (
        select ? union all select f.seq from folder f join tree on f.parent = tree.seq
      )
      """;

  private final Sql sql;

  SqliteFolderChanges(Sql sql, Session session, int rareMatches) {
    super(session, rareMatches);
    this.sql = sql;
  }

  @Override
  public void insert(Folder folder) {
    sql.update(
        """
        insert into folder
          (site, id, parent, root, name, sort_name, search_text, created, updated)
        values ((select seq from site where id = ?), ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        folder.siteId(),
        folder.id(),
        Numbers.folder(session, folder.siteId(), folder.parentFolderId()).orElseThrow(),
        Codes.of(folder.root()),
        folder.displayName(),
        SearchText.sortKey(folder.displayName()),
        SearchTerms.searchedText(List.of(folder.displayName())),
        Columns.time(folder.created()),
        Columns.time(folder.updated()));
  }

  @Override
  public boolean update(String siteId, String folderId, FolderUpdate update) {
    Optional<Place> place = place(siteId, folderId);
    if (place.isEmpty()) {
      return false;
    }
    long seq = place.get().seq();
    update
        .displayName()
        .ifPresent(
            name ->
                sql.update(
                    "update folder set name = ?, sort_name = ?, search_text = ? where seq = ?",
                    name,
                    SearchText.sortKey(name),
                    SearchTerms.searchedText(List.of(name)),
                    seq));
    if (update.parentFolderId().isPresent()) {
      Place target = place(siteId, update.parentFolderId().get()).orElseThrow();
      sql.update("update folder set parent = ? where seq = ?", target.seq(), seq);
      if (target.root() != place.get().root()) {
        moveTree(seq, target.root());
      }
    }
    sql.update("update folder set updated = ? where seq = ?", Columns.time(update.updated()), seq);
    return true;
  }

  @Override
  public int trash(String siteId, Collection<String> folderIds, Instant now) {
    int moved = 0;
    for (String folderId : folderIds) {
      Optional<Place> place = place(siteId, folderId).filter(found -> found.root() != TRASH);
      if (place.isPresent()) {
        long seq = place.get().seq();
        sql.update(
            """
            update folder set home = parent, trashed = ?, updated = ?,
              parent = (select seq from folder where site = ? and id = ?)
            where seq = ?
            """,
            Columns.time(now),
            Columns.time(now),
            place.get().site(),
            RootFolder.TRASH_ROOT.folderId(),
            seq);
        moveTree(seq, TRASH);
        moved++;
      }
    }
    return moved;
  }

  @Override
  public int restore(String siteId, Collection<String> folderIds, Instant now) {
    int restored = 0;
    for (String folderId : folderIds) {
      Optional<Place> place =
          place(siteId, folderId)
              .filter(found -> found.root() == TRASH)
              .filter(found -> RootFolder.ofFolderId(folderId).isEmpty());
      if (place.isPresent()) {
        Place target = home(sql, place.get().site(), place.get().home());
        sql.update(
            "update folder set parent = ?, home = null, trashed = null, updated = ? where seq = ?",
            target.seq(),
            Columns.time(now),
            place.get().seq());
        moveTree(place.get().seq(), target.root());
        restored++;
      }
    }
    return restored;
  }

  @Override
  public int delete(String siteId, Collection<String> folderIds) {
    int deleted = 0;
    for (String folderId : folderIds) {
      Optional<Place> place = place(siteId, folderId);
      if (place.isPresent()) {
        long seq = place.get().seq();
        SqliteFileChanges.deleteWhere(
            sql, TREE, "folder in (select seq from tree)", List.of(seq), place.get().site());
        sql.update(TREE + "delete from folder where seq in (select seq from tree)", seq);
        deleted++;
      }
    }
    return deleted;
  }

  /** A folder in numbers. */
  record Place(long seq, long site, int root, Optional<Long> home) {}

  /** Where something trashed came from if that is live, else the top of the site's files. */
  static Place home(Sql sql, long site, Optional<Long> home) {
    return home.flatMap(
            number ->
                sql.first(
                    "select seq, site, root, home from folder where seq = ? and root <> ?",
                    SqliteFolderChanges::place,
                    number,
                    TRASH))
        .orElseGet(
            () ->
                sql.first(
                        "select seq, site, root, home from folder where site = ? and id = ?",
                        SqliteFolderChanges::place,
                        site,
                        RootFolder.MEDIA_ROOT.folderId())
                    .orElseThrow());
  }

  private Optional<Place> place(String siteId, String folderId) {
    return sql.first(
        """
        select seq, site, root, home from folder
        where site = (select seq from site where id = ?) and id = ?
        """,
        SqliteFolderChanges::place,
        siteId,
        folderId);
  }

  private static Place place(java.sql.ResultSet row) throws java.sql.SQLException {
    long home = row.getLong("home");
    return new Place(
        row.getLong("seq"),
        row.getLong("site"),
        row.getInt("root"),
        row.wasNull() ? Optional.empty() : Optional.of(home));
  }

  private void moveTree(long seq, int root) {
    sql.update(TREE + "update file set root = ? where folder in (select seq from tree)", seq, root);
    sql.update(TREE + "update folder set root = ? where seq in (select seq from tree)", seq, root);
  }
}
