package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.Upload;
import io.vitrine.catalog.UploadChanges;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Upload URLs that were handed out. */
final class SqliteUploads implements UploadChanges {
  private final Session session;

  SqliteUploads(Session session) {
    this.session = session;
  }

  @Override
  public Optional<Upload> find(String uploadId) {
    return session.with(
        sql ->
            sql.first(
                "select u.*, s.id as site_id from upload u join site s on s.seq = u.site"
                    + " where u.id = ?",
                SqliteUploads::upload,
                uploadId));
  }

  @Override
  public void insert(Upload upload) {
    session.with(
        sql ->
            sql.update(
                """
                insert into upload (id, site, mime_type, file_name, size, folder, file_path,
                  private, labels, tags, external_info, created, expires, file)
                values (?, (select seq from site where id = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                upload.id(),
                upload.siteId(),
                upload.mimeType(),
                upload.fileName().orElse(null),
                upload.sizeInBytes().orElse(null),
                upload.parentFolderId(),
                Columns.texts(upload.filePath()),
                upload.isPrivate(),
                Columns.texts(upload.labels()),
                Columns.texts(upload.internalTags()),
                Columns.externalInfo(upload.externalInfo()),
                Columns.time(upload.created()),
                Columns.time(upload.expires()),
                upload.fileId().orElse(null)));
  }

  @Override
  public boolean complete(String uploadId, String fileId) {
    return session.with(
            sql ->
                sql.update(
                    "update upload set file = ? where id = ? and file is null", fileId, uploadId))
        == 1;
  }

  @Override
  public int deleteExpiredBefore(Instant moment) {
    return session.with(
        sql -> sql.update("delete from upload where expires < ?", Columns.time(moment)));
  }

  private static Upload upload(ResultSet row) throws SQLException {
    long size = row.getLong("size");
    Optional<Long> sizeInBytes = row.wasNull() ? Optional.empty() : Optional.of(size);
    return new Upload(
        row.getString("id"),
        row.getString("site_id"),
        row.getString("mime_type"),
        Columns.optionalText(row, "file_name"),
        sizeInBytes,
        row.getString("folder"),
        Columns.texts(row, "file_path"),
        row.getBoolean("private"),
        Columns.texts(row, "labels"),
        Columns.texts(row, "tags"),
        Columns.externalInfo(row, "external_info"),
        Columns.time(row, "created"),
        Columns.time(row, "expires"),
        Columns.optionalText(row, "file"));
  }
}
