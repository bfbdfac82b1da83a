package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.Folder;
import io.vitrine.catalog.FolderListing;
import io.vitrine.catalog.Folders;
import io.vitrine.catalog.Page;
import io.vitrine.catalog.SearchText;
import io.vitrine.catalog.SortField;
import io.vitrine.catalog.State;
import io.vitrine.catalog.TrashedItem;
import io.vitrine.catalog.TreeItem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Questions to the table {@code folder}. */
class SqliteFolders implements Folders {
  private static final String SELECTION =
      "s.id as site_id, t.id, coalesce(p.id, '') as parent_id, t.tree, t.name, t.created,"
          + " t.updated";
  private static final String JOINS =
      "join site s on s.number = t.tree >> 2 left join folder p on p.seq = t.parent";
  private static final String SELECT = "select " + SELECTION + " from folder t " + JOINS;
  private static final String OF_SITE =
      " where t.tree >> 2 = (select number from site where id = ?)";

  private final Sessions sessions;
  private final Pager<Folder> pager;

  SqliteFolders(Sessions sessions, SearchPlans plans) {
    this.sessions = sessions;
    this.pager = new Pager<>("folder", SELECTION, JOINS, false, SqliteFolders::read, plans);
  }

  @Override
  public Optional<Folder> find(String siteId, String folderId) {
    return sessions.ask(
        session ->
            session.first(
                SELECT + OF_SITE + " and t.id = ?", SqliteFolders::folder, siteId, folderId));
  }

  @Override
  public Optional<Folder> findChild(String siteId, String parentFolderId, String displayName) {
    return sessions
        .ask(
            session ->
                session.first(
                    SELECT
                        + " where t.parent = (select f.seq from folder f where f.tree >> 2 ="
                        + " (select number from site where id = ?) and f.id = ?)"
                        + " and t.sort_key = ? and t.name = ? order by t.seq limit 1",
                    SqliteFolders::folder,
                    siteId,
                    parentFolderId,
                    SearchText.sortKey(displayName),
                    displayName))
        .filter(folder -> folder.state() == State.OK);
  }

  @Override
  public Page<Folder> list(String siteId, FolderListing listing) {
    if (listing.sort().field() == SortField.SIZE_IN_BYTES) {
      throw new IllegalArgumentException("folders cannot be sorted by size");
    }
    return sessions.ask(
        session ->
            query(session, siteId, listing)
                .map(query -> pager.page(session, query))
                .orElseGet(() -> new Page<>(List.of(), Optional.empty(), Optional.empty())));
  }

  @Override
  public List<String> ancestors(String siteId, String folderId) {
    return sessions.ask(
        session ->
            session.list(
                "with recursive up (depth, parent) as ("
                    + " select 0, t.parent from folder t"
                    + OF_SITE
                    + " and t.id = ? union all"
                    + " select up.depth + 1, f.parent from up join folder f on f.seq = up.parent)"
                    + " select f.id from up join folder f on f.seq = up.parent order by up.depth",
                row -> row.getString(1),
                siteId,
                folderId));
  }

  @Override
  public OptionalLong walk(String siteId, String folderId, Consumer<TreeItem> visitor) {
    return sessions.askAtOneMoment(
        session -> {
          Optional<Place> top =
              SqliteSites.number(session, siteId)
                  .flatMap(site -> Place.find(session, site.value(), folderId))
                  .filter(place -> !Codes.isTrash(place.tree()));
          top.ifPresent(place -> new TreeWalk(session, visitor).below(place.seq()));
          return top.stream().mapToLong(Place::seq).findFirst();
        });
  }

  @Override
  public List<TrashedItem> trashedBefore(Instant moment, int limit) {
    return sessions.ask(
        session ->
            session.list(
                "select s.id, t.id from folder t join site s on s.number = t.tree >> 2"
                    + " where t.trashed_at < ? order by t.trashed_at, t.seq limit ?",
                row -> new TrashedItem(row.getString(1), row.getString(2)),
                Columns.millis(moment),
                limit));
  }

  /** Empty when nothing can match. */
  private static Optional<PageQuery> query(Session session, String siteId, FolderListing listing) {
    Optional<SqliteSites.SiteNumber> site = SqliteSites.number(session, siteId);
    Optional<List<String>> words = PageQuery.words(listing.search());
    if (site.isEmpty() || words.isEmpty()) {
      return Optional.empty();
    }
    Scopes scopes = Scopes.of(session, site.get().value(), listing.scope(), "parent");
    return Optional.of(
        new PageQuery(
            site.get().value(),
            Long.MAX_VALUE, // not counted; folders are few
            scopes.column(),
            scopes.values(),
            List.of(),
            words.get(),
            listing.sort(),
            listing.position(),
            listing.limit()));
  }

  private static Folder folder(ResultSet row) throws SQLException {
    return read(new ColumnReader(row));
  }

  /** Reads {@link #SELECTION}, column by column. */
  private static Folder read(ColumnReader row) throws SQLException {
    return new Folder(
        row.text(),
        row.text(),
        row.text(),
        Codes.root(row.number()),
        row.text(),
        row.instant(),
        row.instant());
  }
}
