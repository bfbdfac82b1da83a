package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.FileScope;
import io.vitrine.catalog.Folder;
import io.vitrine.catalog.FolderListing;
import io.vitrine.catalog.Folders;
import io.vitrine.catalog.Page;
import io.vitrine.catalog.RootFolder;
import io.vitrine.catalog.TrashedItem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Questions about folders. */
class SqliteFolders implements Folders {
  private static final String COLUMNS =
      "s.id as site_id, t.id, coalesce(p.id, '') as parent_id, t.root, t.name, t.created,"
          + " t.updated";
  private static final String JOINS =
      " join site s on s.seq = t.site left join folder p on p.seq = t.parent";
  private static final String SELECT = "select " + COLUMNS + " from folder t" + JOINS;

  final Session session;
  private final Listing<Folder> listing;

  SqliteFolders(Session session, int rareMatches) {
    this.session = session;
    this.listing =
        new Listing<>(
            new Listing.Table("folder", "parent", COLUMNS, JOINS),
            SqliteFolders::folder,
            rareMatches);
  }

  @Override
  public Optional<Folder> find(String siteId, String folderId) {
    return session.with(
        sql ->
            sql.first(
                SELECT + " where t.site = (select seq from site where id = ?) and t.id = ?",
                SqliteFolders::folder,
                siteId,
                folderId));
  }

  @Override
  public Optional<Folder> findChild(String siteId, String parentFolderId, String displayName) {
    Optional<Long> parent = Numbers.folder(session, siteId, parentFolderId);
    return parent.flatMap(
        number ->
            session.with(
                sql ->
                    sql.first(
                        SELECT
                            + """
                             where t.parent = ? and t.sort_name = ? and t.name = ? and t.root <> ?
                            order by t.seq limit 1
                            """,
                        SqliteFolders::folder,
                        number,
                        io.vitrine.catalog.SearchText.sortKey(displayName),
                        displayName,
                        Codes.of(RootFolder.TRASH_ROOT))));
  }

  @Override
  public Page<Folder> list(String siteId, FolderListing wanted) {
    Optional<Listing.Scope> scope = Numbers.scope(session, siteId, wanted.scope(), Set.of());
    if (scope.isEmpty()) {
      return new Page<>(List.of(), Optional.empty(), Optional.empty());
    }
    // System folders lie in their own trees, but nobody lists them.
    List<Listing.Filter> filters =
        wanted.scope() instanceof FileScope.Trees
            ? List.of(new Listing.Filter("(t.parent is not null) = ?", true))
            : List.of();
    return listing.page(
        session,
        new Listing.Question(
            scope.get(),
            filters,
            wanted.search().isEmpty()
                ? Optional.empty()
                : Optional.of(SearchTerms.of(wanted.search())),
            wanted.sort(),
            wanted.position(),
            wanted.limit()));
  }

  @Override
  public List<String> ancestors(String siteId, String folderId) {
    Optional<Long> start = Numbers.folder(session, siteId, folderId);
    if (start.isEmpty()) {
      return List.of();
    }
    return session.with(
        sql ->
            sql.list(
                """
                with recursive above (seq, parent, depth) as (
                  select seq, parent, 0 from folder where seq = ?
                  union all
                  select f.seq, f.parent, above.depth + 1
                  from folder f join above on f.seq = above.parent
                )
                select f.id from above join folder f on f.seq = above.seq
                where above.depth > 0 order by above.depth
                """,
                row -> row.getString("id"),
                start.get()));
  }

  @Override
  public List<TrashedItem> trashedBefore(Instant moment, int limit) {
    return session.with(
        sql ->
            sql.list(
                """
                select s.id as site_id, t.id from folder t join site s on s.seq = t.site
                where t.trashed < ? order by t.trashed limit ?
                """,
                row -> new TrashedItem(row.getString("site_id"), row.getString("id")),
                Columns.time(moment),
                limit));
  }

  private static Folder folder(ResultSet row) throws SQLException {
    return new Folder(
        row.getString("site_id"),
        row.getString("id"),
        row.getString("parent_id"),
        Codes.root(row.getInt("root")),
        row.getString("name"),
        Columns.time(row, "created"),
        Columns.time(row, "updated"));
  }
}
