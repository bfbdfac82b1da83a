package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.Archive;
import io.vitrine.catalog.Archive.Contents;
import io.vitrine.catalog.ArchiveChanges;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The table {@code archive}. */
final class SqliteArchives implements ArchiveChanges {
  private final Sessions sessions;

  SqliteArchives(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public Optional<Archive> find(String name) {
    return sessions.ask(
        session ->
            session.first(
                "select a.name, s.id as site_id, a.folder, a.files, a.created from archive a"
                    + " join site s on s.number = a.site where a.name = ?",
                SqliteArchives::archive,
                Columns.bytes(name)));
  }

  @Override
  public void insert(Archive archive) {
    sessions.ask(
        session ->
            session.update(
                "insert into archive (name, site, folder, files, created) values (?, ?, ?, ?, ?)",
                Columns.bytes(archive.name()),
                SqliteSites.numberOf(session, archive.siteId()),
                archive.contents() instanceof Contents.Tree(String folderId) ? folderId : null,
                archive.contents() instanceof Contents.Chosen(var ids) ? Columns.json(ids) : null,
                Columns.millis(archive.created())));
  }

  private static Archive archive(ResultSet row) throws SQLException {
    Optional<String> folder = Columns.optionalText(row, "folder");
    return new Archive(
        Columns.hex(row, "name"),
        row.getString("site_id"),
        folder.isPresent()
            ? new Contents.Tree(folder.get())
            : new Contents.Chosen(Columns.texts(row, "files")),
        Columns.instant(row, "created"));
  }
}
