package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.RootFolder;
import io.vitrine.catalog.SearchText;
import io.vitrine.catalog.Site;
import io.vitrine.catalog.SiteChanges;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sites and their system folders. */
final class SqliteSites implements SiteChanges {
  private static final String COLUMNS = "select id, created, bytes, files from site";
  private static final Map<RootFolder, String> NAMES =
      Map.of(
          RootFolder.MEDIA_ROOT, "Site Files",
          RootFolder.VISITOR_UPLOADS_ROOT, "Visitor Uploads",
          RootFolder.TRASH_ROOT, "Trash");
  private static final Sql.RowMapper<Site> SITE =
      row ->
          new Site(
              row.getString("id"),
              Columns.time(row, "created"),
              row.getLong("bytes"),
              row.getLong("files"));

  private final Session session;

  SqliteSites(Session session) {
    this.session = session;
  }

  @Override
  public Optional<Site> find(String siteId) {
    return session.with(sql -> sql.first(COLUMNS + " where id = ?", SITE, siteId));
  }

  @Override
  public List<Site> list() {
    return session.with(sql -> sql.list(COLUMNS + " order by id", SITE));
  }

  @Override
  public void create(String siteId, Instant now) {
    session.with(sql -> create(sql, siteId, Columns.time(now)));
  }

  private static int create(Sql sql, String siteId, long now) {
    int created =
        sql.update(
            "insert into site (id, created) values (?, ?) on conflict do nothing", siteId, now);
    if (created == 1) {
      long site = sql.number("select seq from site where id = ?", siteId);
      for (RootFolder root : RootFolder.values()) {
        String name = NAMES.get(root);
        sql.update(
            """
            insert into folder
              (site, id, parent, root, name, sort_name, search_text, created, updated)
            values (?, ?, null, ?, ?, ?, '', ?, ?)
            """,
            site,
            root.folderId(),
            Codes.of(root),
            name,
            SearchText.sortKey(name),
            now,
            now);
      }
    }
    return created;
  }
}
