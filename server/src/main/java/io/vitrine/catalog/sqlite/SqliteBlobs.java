package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.BlobChanges;
import io.vitrine.catalog.BlobReference;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** References to blobs, counted. */
final class SqliteBlobs implements BlobChanges {
  private static final String COLUMNS = "select key, size, sha256, crc32 from blob";
  static final Sql.RowMapper<BlobReference> BLOB =
      row ->
          new BlobReference(
              row.getString("key"),
              row.getLong("size"),
              row.getString("sha256"),
              row.getLong("crc32"));
  private static final String OF_CONTENT =
      COLUMNS + " where site = (select seq from site where id = ?) and sha256 = ? and size = ?";

  private final Session session;

  SqliteBlobs(Session session) {
    this.session = session;
  }

  @Override
  public Optional<BlobReference> find(String key) {
    return session.with(sql -> sql.first(COLUMNS + " where key = ?", BLOB, key));
  }

  @Override
  public Optional<BlobReference> findByContent(String siteId, String sha256, long size) {
    return session.with(sql -> sql.first(OF_CONTENT, BLOB, siteId, sha256, size));
  }

  @Override
  public List<BlobReference> listAfter(String afterKey, int limit) {
    return session.with(
        sql -> sql.list(COLUMNS + " where key > ? order by key limit ?", BLOB, afterKey, limit));
  }

  @Override
  public List<String> released(int limit) {
    return session.with(
        sql ->
            sql.list("select key from released_blob limit ?", row -> row.getString("key"), limit));
  }

  @Override
  public BlobReference share(String siteId, BlobReference candidate) {
    return session.with(
        sql -> {
          Optional<BlobReference> known =
              sql.first(OF_CONTENT, BLOB, siteId, candidate.sha256(), candidate.size());
          if (known.isPresent()) {
            sql.update("update blob set files = files + 1 where key = ?", known.get().key());
            return known.get();
          }
          sql.update(
              """
              insert into blob (key, site, size, sha256, crc32, files)
              values (?, (select seq from site where id = ?), ?, ?, ?, 1)
              """,
              candidate.key(),
              siteId,
              candidate.size(),
              candidate.sha256(),
              candidate.crc32());
          return candidate;
        });
  }

  @Override
  public void forgetReleased(Collection<String> keys) {
    session.with(
        sql -> {
          int forgotten = 0;
          for (String key : keys) {
            forgotten += sql.update("delete from released_blob where key = ?", key);
          }
          return forgotten;
        });
  }

  /** Counts one file less; the last one releases the blob. */
  static void release(Sql sql, String key) {
    sql.update("update blob set files = files - 1 where key = ?", key);
    if (sql.update("delete from blob where key = ? and files <= 0", key) == 1) {
      sql.update("insert into released_blob (key) values (?)", key);
    }
  }
}
