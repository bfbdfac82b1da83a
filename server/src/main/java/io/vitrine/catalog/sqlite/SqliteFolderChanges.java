package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.Folder;
import io.vitrine.catalog.FolderChanges;
import io.vitrine.catalog.FolderListing;
import io.vitrine.catalog.FolderUpdate;
import io.vitrine.catalog.Page;
import io.vitrine.catalog.RootFolder;
import io.vitrine.catalog.SearchText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Changes of the table {@code folder} and of what lies in folders. */
final class SqliteFolderChanges extends SqliteFolders implements FolderChanges {
  private static final String TABLE = "folder";

  /** The folder with this seq and all below it. */
  static final String SUBTREE =
      "with recursive subtree (seq) as (values (?) union all"
          + " select f.seq from folder f join subtree on f.parent = subtree.seq) ";

  private final Session session;
  private final SearchIndex index;
  private final SqliteFileChanges files;

  SqliteFolderChanges(
      Session session, SearchPlans plans, SearchIndex index, SqliteFileChanges files) {
    super(Sessions.of(session), plans);
    this.session = session;
    this.index = index;
    this.files = files;
  }

  @Override
  public Page<Folder> list(String siteId, FolderListing listing) {
    if (!listing.search().isBlank()) {
      index.write();
    }
    return super.list(siteId, listing);
  }

  @Override
  public void insert(Folder folder) {
    long site = SqliteSites.numberOf(session, folder.siteId());
    session.update("update site set last_folder = last_folder + 1 where number = ?", site);
    long seq = session.number("select last_folder from site where number = ?", site);
    Place parent = Place.target(session, site, folder.parentFolderId());
    String words = words(folder.displayName());
    session.update(
        "insert into folder (seq, id, parent, tree, name, sort_key, words, created, updated)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        seq,
        folder.id(),
        parent.seq(),
        parent.tree(),
        folder.displayName(),
        SearchText.sortKey(folder.displayName()),
        words,
        Columns.millis(folder.created()),
        Columns.millis(folder.updated()));
    index.add(TABLE, seq, words);
  }

  @Override
  public boolean update(String siteId, String folderId, FolderUpdate update) {
    Optional<Row> found = row(siteId, folderId);
    found.ifPresent(
        row -> {
          update.displayName().ifPresent(name -> rename(row, name));
          session.update(
              "update folder set updated = ? where seq = ?",
              Columns.millis(update.updated()),
              row.seq);
          update
              .parentFolderId()
              .ifPresent(id -> put(row, Place.target(session, row.site(), id), update.updated()));
        });
    return found.isPresent();
  }

  @Override
  public int trash(String siteId, Collection<String> folderIds, Instant now) {
    Set<String> live = new LinkedHashSet<>();
    for (String id : folderIds) {
      row(siteId, id).filter(row -> !row.isTrashed()).ifPresent(row -> live.add(id));
    }
    for (String id : live) {
      // A folder below another one of these goes along with it.
      if (ancestors(siteId, id).stream().noneMatch(live::contains)) {
        Row row = row(siteId, id).orElseThrow();
        Place bin = Place.system(row.site(), RootFolder.TRASH_ROOT);
        session.update(
            "update folder set trashed_from = parent, trashed_at = ?, parent = ?, updated = ?"
                + " where seq = ?",
            Columns.millis(now),
            bin.seq(),
            Columns.millis(now),
            row.seq);
        moveSubtree(row.seq, bin.tree());
      }
    }
    return live.size();
  }

  @Override
  public int restore(String siteId, Collection<String> folderIds, Instant now) {
    Set<String> waiting = new LinkedHashSet<>();
    for (String id : folderIds) {
      row(siteId, id).filter(Row::isTrashed).ifPresent(row -> waiting.add(id));
    }
    int restored = waiting.size();
    while (!waiting.isEmpty()) {
      boolean progress = waiting.removeIf(id -> restoreToPlace(row(siteId, id).orElseThrow(), now));
      if (!progress) {
        // Their places are in the trash themselves; a folder whose place waits here too stays last.
        String first = firstOfChain(siteId, waiting);
        Row row = row(siteId, first).orElseThrow();
        put(row, Place.system(row.site(), RootFolder.MEDIA_ROOT), now);
        waiting.remove(first);
      }
    }
    return restored;
  }

  @Override
  public int delete(String siteId, Collection<String> folderIds) {
    Set<String> known = new LinkedHashSet<>();
    for (String id : folderIds) {
      row(siteId, id).ifPresent(row -> known.add(id));
    }
    for (String id : known) {
      row(siteId, id).ifPresent(row -> deleteSubtree(row.seq));
    }
    return known.size();
  }

  /** Answers whether the folder is live now. */
  private boolean restoreToPlace(Row row, Instant now) {
    if (!row.isTrashed()) {
      return true;
    }
    Optional<Place> place = Place.live(session, row.place);
    boolean gone = place.isEmpty() && !exists(row.place);
    if (gone) {
      place = Optional.of(Place.system(row.site(), RootFolder.MEDIA_ROOT));
    }
    place.ifPresent(target -> put(row, target, now));
    return place.isPresent();
  }

  private String firstOfChain(String siteId, Set<String> waiting) {
    List<Row> rows = waiting.stream().map(id -> row(siteId, id).orElseThrow()).toList();
    return waiting.stream()
        .filter(
            id -> {
              long place = row(siteId, id).orElseThrow().place;
              return rows.stream().noneMatch(other -> other.seq == place);
            })
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("folders lie in each other"));
  }

  private boolean exists(long seq) {
    return session.number("select count(*) from folder where seq = ?", seq) > 0;
  }

  private void rename(Row row, String name) {
    String words = words(name);
    session.update(
        "update folder set name = ?, sort_key = ?, words = ? where seq = ?",
        name,
        SearchText.sortKey(name),
        words,
        row.seq);
    index.remove(TABLE, row.seq, row.words);
    index.add(TABLE, row.seq, words);
  }

  private void put(Row row, Place place, Instant now) {
    session.update(
        "update folder set parent = ?, updated = ?, trashed_from = null, trashed_at = null"
            + " where seq = ?",
        place.seq(),
        Columns.millis(now),
        row.seq);
    if (row.tree != place.tree()) {
      moveSubtree(row.seq, place.tree());
    }
  }

  /** Notes on everything in the folder, and on itself, in which tree it is now. */
  private void moveSubtree(long seq, long tree) {
    session.update(
        SUBTREE + "update file set tree = ? where folder in (select seq from subtree)", seq, tree);
    session.update(
        SUBTREE + "update folder set tree = ? where seq in (select seq from subtree)", seq, tree);
  }

  private void deleteSubtree(long seq) {
    List<Row> rows =
        session.list(
            SUBTREE + Row.SELECT + " where seq in (select seq from subtree)", Row::of, seq);
    for (Row row : rows) {
      files.deleteIn(row.seq);
      session.update("delete from folder where seq = ?", row.seq);
      index.remove(TABLE, row.seq, row.words);
    }
  }

  /** An ordinary folder; system folders are not found. */
  private Optional<Row> row(String siteId, String folderId) {
    return session.first(
        Row.SELECT
            + " where tree >> 2 = (select number from site where id = ?) and id = ?"
            + " and parent is not null",
        Row::of,
        siteId,
        folderId);
  }

  private static String words(String name) {
    return Grams.text(new LinkedHashSet<>(SearchText.words(name)));
  }

  /**
   * The columns that a change needs.
   *
   * @param place the folder that it was trashed from, or lies in
   */
  private record Row(long seq, long tree, long place, String words) {
    static final String SELECT =
        "select seq, tree, coalesce(trashed_from, parent) as place, words from folder";

    static Row of(ResultSet row) throws SQLException {
      return new Row(
          row.getLong("seq"),
          row.getLong("tree"),
          row.getLong("place"),
          Objects.requireNonNull(row.getString("words")));
    }

    long site() {
      return Codes.siteOf(tree);
    }

    boolean isTrashed() {
      return Codes.isTrash(tree);
    }
  }
}
