package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.ApiKey;
import io.vitrine.catalog.KeyChanges;
import io.vitrine.catalog.RefreshToken;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** API keys, apps and refresh tokens. */
final class SqliteKeys implements KeyChanges {
  private final Session session;

  SqliteKeys(Session session) {
    this.session = session;
  }

  @Override
  public Optional<ApiKey> find(String keyId) {
    return session.with(
        sql -> sql.first("select * from api_key where id = ?", SqliteKeys::key, keyId));
  }

  @Override
  public List<ApiKey> list() {
    return session.with(sql -> sql.list("select * from api_key order by seq", SqliteKeys::key));
  }

  @Override
  public Optional<RefreshToken> findRefreshToken(String tokenHash) {
    return session.with(
        sql ->
            sql.first(
                "select * from refresh_token where hash = ?",
                row ->
                    new RefreshToken(
                        row.getString("hash"),
                        row.getString("client"),
                        row.getString("site"),
                        row.getString("subject"),
                        Columns.time(row, "expires")),
                tokenHash));
  }

  @Override
  public void insert(ApiKey key) {
    session.with(
        sql ->
            sql.update(
                """
                insert into api_key (id, secret_hash, name, site, every_site, role, scopes,
                  created, expires, last_used, revoked)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                key.id(),
                key.secretHash(),
                key.name(),
                key.siteId(),
                key.everySite(),
                key.role(),
                Columns.texts(key.scopes().stream().sorted().toList()),
                Columns.time(key.created()),
                Columns.time(key.expires()),
                Columns.time(key.lastUsed()),
                Columns.time(key.revoked())));
  }

  @Override
  public boolean revoke(String keyId, Instant now) {
    return session.with(
            sql ->
                sql.update(
                    "update api_key set revoked = ? where id = ? and revoked is null",
                    Columns.time(now),
                    keyId))
        == 1;
  }

  @Override
  public void touch(String keyId, Instant now) {
    session.with(
        sql ->
            sql.update("update api_key set last_used = ? where id = ?", Columns.time(now), keyId));
  }

  @Override
  public void insertRefreshToken(RefreshToken token) {
    session.with(
        sql ->
            sql.update(
                "insert into refresh_token (hash, client, site, subject, expires)"
                    + " values (?, ?, ?, ?, ?)",
                token.tokenHash(),
                token.clientId(),
                token.siteId(),
                token.subjectId(),
                Columns.time(token.expires())));
  }

  @Override
  public int deleteRefreshTokensExpiredBefore(Instant moment) {
    return session.with(
        sql -> sql.update("delete from refresh_token where expires < ?", Columns.time(moment)));
  }

  private static ApiKey key(ResultSet row) throws SQLException {
    return new ApiKey(
        row.getString("id"),
        row.getString("secret_hash"),
        row.getString("name"),
        row.getString("site"),
        row.getBoolean("every_site"),
        row.getString("role"),
        Set.copyOf(Columns.texts(row, "scopes")),
        Columns.time(row, "created"),
        Columns.optionalTime(row, "expires"),
        Columns.optionalTime(row, "last_used"),
        Columns.optionalTime(row, "revoked"));
  }
}
