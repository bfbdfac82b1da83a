package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.Upload;
import io.vitrine.catalog.UploadChanges;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** The table {@code upload}. */
final class SqliteUploads implements UploadChanges {
  private final Sessions sessions;

  SqliteUploads(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public Optional<Upload> find(String uploadId) {
    return sessions.ask(
        session ->
            session.first(
                "select u.*, s.id as site_id from upload u join site s on s.number = u.site"
                    + " where u.id = ?",
                SqliteUploads::upload,
                uploadId));
  }

  @Override
  public void insert(Upload upload) {
    sessions.ask(
        session ->
            session.update(
                "insert into upload (id, site, mime_type, file_name, size, folder, path, labels,"
                    + " tags, external, is_private, created, expires, file)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                upload.id(),
                SqliteSites.numberOf(session, upload.siteId()),
                upload.mimeType(),
                upload.fileName().orElse(null),
                upload.sizeInBytes().orElse(null),
                upload.parentFolderId(),
                Columns.json(upload.filePath()),
                Columns.json(upload.labels()),
                Columns.json(upload.internalTags()),
                Columns.json(upload.externalInfo()),
                upload.isPrivate() ? 1 : 0,
                Columns.millis(upload.created()),
                Columns.millis(upload.expires()),
                upload.fileId().orElse(null)));
  }

  @Override
  public boolean complete(String uploadId, String fileId) {
    return sessions.ask(
        session ->
            session.update(
                    "update upload set file = ? where id = ? and file is null", fileId, uploadId)
                > 0);
  }

  @Override
  public int deleteExpiredBefore(Instant moment) {
    return sessions.ask(
        session -> session.update("delete from upload where expires < ?", Columns.millis(moment)));
  }

  private static Upload upload(ResultSet row) throws SQLException {
    long size = row.getLong("size");
    boolean anySize = row.wasNull();
    return new Upload(
        row.getString("id"),
        row.getString("site_id"),
        row.getString("mime_type"),
        Columns.optionalText(row, "file_name"),
        anySize ? Optional.empty() : Optional.of(size),
        row.getString("folder"),
        Columns.texts(row, "path"),
        row.getBoolean("is_private"),
        Columns.texts(row, "labels"),
        Columns.texts(row, "tags"),
        Columns.externalInfo(row, "external"),
        Columns.instant(row, "created"),
        Columns.instant(row, "expires"),
        Columns.optionalText(row, "file"));
  }
}
