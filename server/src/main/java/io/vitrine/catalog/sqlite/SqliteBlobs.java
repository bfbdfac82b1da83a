package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.BlobChanges;
import io.vitrine.catalog.BlobReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The tables {@code blob} and {@code released_blob}. */
final class SqliteBlobs implements BlobChanges {
  private static final String SELECT = "select key, size, sha256, crc32 from blob";

  private final Sessions sessions;

  SqliteBlobs(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public Optional<BlobReference> find(String key) {
    return sessions.ask(
        session -> session.first(SELECT + " where key = ?", SqliteBlobs::blob, Columns.bytes(key)));
  }

  @Override
  public Optional<BlobReference> findByContent(String siteId, String sha256, long size) {
    return sessions.ask(
        session ->
            session.first(
                SELECT
                    + " where site = (select number from site where id = ?)"
                    + " and sha256 = ? and size = ?",
                SqliteBlobs::blob,
                siteId,
                Columns.bytes(sha256),
                size));
  }

  @Override
  public List<BlobReference> listAfter(String afterKey, int limit) {
    return sessions.ask(
        session ->
            session.list(
                SELECT + " where key > ? order by key limit ?",
                SqliteBlobs::blob,
                Columns.bytes(afterKey),
                limit));
  }

  @Override
  public List<String> released(int limit) {
    return sessions.ask(
        session ->
            session.list(
                "select key from released_blob order by key limit ?",
                row -> Columns.hex(row, "key"),
                limit));
  }

  @Override
  public BlobReference share(String siteId, BlobReference candidate) {
    return sessions.ask(
        session -> {
          long site = SqliteSites.numberOf(session, siteId);
          Optional<BlobReference> known =
              session.first(
                  SELECT + " where site = ? and sha256 = ? and size = ?",
                  SqliteBlobs::blob,
                  site,
                  Columns.bytes(candidate.sha256()),
                  candidate.size());
          known.ifPresent(
              blob ->
                  session.update(
                      "update blob set files = files + 1 where key = ?",
                      Columns.bytes(blob.key())));
          return known.orElseGet(() -> insert(session, site, candidate));
        });
  }

  @Override
  public void forgetReleased(Collection<String> keys) {
    sessions.ask(
        session ->
            keys.stream()
                .mapToInt(
                    key ->
                        session.update(
                            "delete from released_blob where key = ?", Columns.bytes(key)))
                .sum());
  }

  /** One file fewer refers to the blob; without any it is forgotten and its key released. */
  void release(byte[] key) {
    sessions.ask(
        session -> {
          session.update("update blob set files = files - 1 where key = ?", key);
          if (session.update("delete from blob where key = ? and files = 0", key) == 0) {
            return false;
          }
          session.update("insert into released_blob (key) values (?)", key);
          return true;
        });
  }

  private static BlobReference insert(Session session, long site, BlobReference blob) {
    session.update(
        "insert into blob (key, site, sha256, size, crc32, files) values (?, ?, ?, ?, ?, 1)",
        Columns.bytes(blob.key()),
        site,
        Columns.bytes(blob.sha256()),
        blob.size(),
        blob.crc32());
    return blob;
  }

  private static BlobReference blob(ResultSet row) throws SQLException {
    return new BlobReference(
        Columns.hex(row, "key"),
        row.getLong("size"),
        Columns.hex(row, "sha256"),
        row.getLong("crc32"));
  }
}
