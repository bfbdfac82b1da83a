package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.ResumableUpload;
import io.vitrine.catalog.ResumableUploadChanges;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The table {@code resumable_upload}. */
final class SqliteResumableUploads implements ResumableUploadChanges {
  private static final String SELECT =
      "select r.*, s.id as site_id from resumable_upload r left join site s on s.number = r.site";
  private static final String NUMBER_OF_SITE = "(select number from site where id = ?)";

  private static final String OPEN_BYTES =
      "select coalesce(sum(coalesce(length, received)), 0) from resumable_upload"
          + " where state = 'OPEN' and ";

  /** Only what answers 410 is kept: the rest was written by strangers and may be long. */
  private static final String REMOVE =
      "update resumable_upload set state = 'REMOVED', removed = ?, metadata = null, name = null,"
          + " concat = null where id = ? and state <> 'REMOVED'";

  private final Sessions sessions;

  SqliteResumableUploads(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public Optional<ResumableUpload> find(String id) {
    return sessions.ask(
        session -> session.first(SELECT + " where r.id = ?", SqliteResumableUploads::upload, id));
  }

  @Override
  public List<ResumableUpload> openFor(String uploadId) {
    return sessions.ask(
        session ->
            session.list(
                SELECT + " where r.upload = ? and r.state = 'OPEN' order by r.seq desc",
                SqliteResumableUploads::upload,
                uploadId));
  }

  @Override
  public long openBytes(Optional<String> siteId) {
    return sessions.ask(
        session ->
            siteId.isPresent()
                ? session.number(OPEN_BYTES + "site = " + NUMBER_OF_SITE, siteId.get())
                : session.number(OPEN_BYTES + "site is null"));
  }

  @Override
  public long openOf(String address) {
    return sessions.ask(
        session ->
            session.number(
                "select count(*) from resumable_upload"
                    + " where state = 'OPEN' and site is null and address = ?",
                address));
  }

  @Override
  public long openBytesOf(String address) {
    return sessions.ask(
        session -> session.number(OPEN_BYTES + "site is null and address = ?", address));
  }

  @Override
  public long openOfUpload(String uploadId) {
    return sessions.ask(
        session ->
            session.number(
                "select count(*) from resumable_upload where upload = ? and state = 'OPEN'",
                uploadId));
  }

  @Override
  public long open() {
    return sessions.ask(
        session -> session.number("select count(*) from resumable_upload where state = 'OPEN'"));
  }

  @Override
  public List<ResumableUpload> expiredAt(Instant moment, int limit) {
    return sessions.ask(
        session ->
            session.list(
                SELECT
                    + " where r.expires <= ? and r.state <> 'REMOVED' order by r.expires limit ?",
                SqliteResumableUploads::upload,
                Columns.millis(moment),
                limit));
  }

  @Override
  public boolean holds(String storeKey) {
    return sessions.ask(
            session ->
                session.number(
                    "select count(*) from resumable_upload where store = ? and state = 'OPEN'",
                    Columns.bytes(storeKey)))
        > 0;
  }

  @Override
  public void insert(ResumableUpload upload) {
    sessions.ask(
        session ->
            session.update(
                "insert into resumable_upload (id, site, upload, address, store, length, metadata,"
                    + " name, role, concat, created, expires, state) values (?, "
                    + NUMBER_OF_SITE
                    + ", ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                upload.id(),
                upload.siteId().orElse(null),
                upload.uploadId().orElse(null),
                upload.address(),
                Columns.bytes(upload.storeKey()),
                upload.length().orElse(null),
                upload.metadata().orElse(null),
                upload.fileName().orElse(null),
                upload.role().name(),
                upload.concat().orElse(null),
                Columns.millis(upload.created()),
                Columns.millis(upload.expires()),
                upload.state().name()));
  }

  @Override
  public boolean tellLength(String id, long length) {
    return sessions.ask(
        session ->
            session.update(
                    "update resumable_upload set length = ?"
                        + " where id = ? and length is null and state = 'OPEN'",
                    length,
                    id)
                > 0);
  }

  @Override
  public void touch(String id, long received, Instant expires) {
    sessions.ask(
        session ->
            session.update(
                "update resumable_upload set received = max(received, ?), expires = max(expires, ?)"
                    + " where id = ? and state = 'OPEN'",
                received,
                Columns.millis(expires),
                id));
  }

  @Override
  public void adopt(Collection<String> ids, String siteId, String uploadId) {
    sessions.ask(
        session ->
            ids.stream()
                .mapToInt(
                    id ->
                        session.update(
                            "update resumable_upload set site = "
                                + NUMBER_OF_SITE
                                + ", upload = ? where id = ? and site is null and state = 'OPEN'",
                            siteId,
                            uploadId,
                            id))
                .sum());
  }

  @Override
  public void finish(String id) {
    sessions.ask(
        session ->
            session.update(
                "update resumable_upload set state = 'FINISHED' where id = ? and state = 'OPEN'",
                id));
  }

  @Override
  public boolean remove(String id, Instant moment) {
    return sessions.ask(session -> session.update(REMOVE, Columns.millis(moment), id) > 0);
  }

  @Override
  public boolean removeExpired(String id, Instant moment) {
    return sessions.ask(
        session ->
            session.update(
                    REMOVE + " and expires <= ?",
                    Columns.millis(moment),
                    id,
                    Columns.millis(moment))
                > 0);
  }

  @Override
  public int forgetRemovedBefore(Instant moment) {
    return sessions.ask(
        session ->
            session.update(
                "delete from resumable_upload where state = 'REMOVED' and removed < ?",
                Columns.millis(moment)));
  }

  private static ResumableUpload upload(ResultSet row) throws SQLException {
    long length = row.getLong("length");
    boolean deferred = row.wasNull();
    return new ResumableUpload(
        row.getString("id"),
        Columns.optionalText(row, "site_id"),
        Columns.optionalText(row, "upload"),
        row.getString("address"),
        Columns.hex(row, "store"),
        deferred ? Optional.empty() : Optional.of(length),
        Columns.optionalText(row, "metadata"),
        Columns.optionalText(row, "name"),
        ResumableUpload.Role.valueOf(row.getString("role")),
        Columns.optionalText(row, "concat"),
        Columns.instant(row, "created"),
        Columns.instant(row, "expires"),
        ResumableUpload.State.valueOf(row.getString("state")));
  }
}
