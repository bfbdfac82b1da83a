package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.RootFolder;
import io.vitrine.catalog.SearchText;
import io.vitrine.catalog.Site;
import io.vitrine.catalog.SiteChanges;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The table {@code site}. */
final class SqliteSites implements SiteChanges {
  private final Sessions sessions;

  SqliteSites(Sessions sessions) {
    this.sessions = sessions;
  }

  /**
   * What other tables need of a site.
   *
   * @param kinds bit set of the kinds of file that it has or had
   */
  record SiteNumber(long value, int kinds, long files) {}

  /** How a site is numbered. */
  static Optional<SiteNumber> number(Session session, String siteId) {
    return session.first(
        "select number, kinds, files from site where id = ?",
        row -> new SiteNumber(row.getLong(1), row.getInt(2), row.getLong(3)),
        siteId);
  }

  /** The number of a site that the caller has made before. */
  static long numberOf(Session session, String siteId) {
    return number(session, siteId)
        .orElseThrow(() -> new IllegalArgumentException("there is no site " + siteId))
        .value();
  }

  @Override
  public Optional<Site> find(String siteId) {
    return sessions.ask(
        session ->
            session.first(
                "select id, created, bytes, files from site where id = ?",
                SqliteSites::site,
                siteId));
  }

  @Override
  public List<Site> list() {
    return sessions.ask(
        session ->
            session.list(
                "select id, created, bytes, files from site order by id", SqliteSites::site));
  }

  @Override
  public void create(String siteId, Instant now) {
    sessions.ask(
        session -> {
          if (number(session, siteId).isPresent()) {
            return false;
          }
          long number = session.number("select coalesce(max(number), 0) + 1 from site");
          session.update(
              "insert into site (number, id, created, last_file, last_folder)"
                  + " values (?, ?, ?, ?, ?)",
              number,
              siteId,
              now.toEpochMilli(),
              Codes.seqsBefore(number),
              Codes.folder(number, RootFolder.TRASH_ROOT));
          for (RootFolder root : RootFolder.values()) {
            addSystemFolder(session, number, root, now);
          }
          return true;
        });
  }

  private static void addSystemFolder(Session session, long site, RootFolder root, Instant now) {
    session.update(
        "insert into folder (seq, id, tree, name, sort_key, words, created, updated)"
            + " values (?, ?, ?, ?, ?, '', ?, ?)",
        Codes.folder(site, root),
        root.folderId(),
        Codes.tree(site, root),
        root.folderId(),
        SearchText.sortKey(root.folderId()),
        now.toEpochMilli(),
        now.toEpochMilli());
  }

  private static Site site(ResultSet row) throws SQLException {
    return new Site(
        row.getString("id"),
        Columns.instant(row, "created"),
        row.getLong("bytes"),
        row.getLong("files"));
  }
}
