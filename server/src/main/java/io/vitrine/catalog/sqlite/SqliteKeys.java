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

/** The tables {@code api_key} and {@code refresh_token}. */
final class SqliteKeys implements KeyChanges {
  private static final String SELECT_KEY =
      "select k.*, s.id as site_id from api_key k join site s on s.number = k.site";

  private final Sessions sessions;

  SqliteKeys(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public Optional<ApiKey> find(String keyId) {
    return sessions.ask(
        session -> session.first(SELECT_KEY + " where k.id = ?", SqliteKeys::key, keyId));
  }

  @Override
  public List<ApiKey> list() {
    return sessions.ask(
        session -> session.list(SELECT_KEY + " order by k.created, k.number", SqliteKeys::key));
  }

  @Override
  public Optional<RefreshToken> findRefreshToken(String tokenHash) {
    return sessions.ask(
        session ->
            session.first(
                "select t.*, s.id as site_id from refresh_token t"
                    + " join site s on s.number = t.site where t.hash = ?",
                row ->
                    new RefreshToken(
                        row.getString("hash"),
                        row.getString("client"),
                        row.getString("site_id"),
                        row.getString("subject"),
                        Columns.instant(row, "expires")),
                tokenHash));
  }

  @Override
  public void insert(ApiKey key) {
    sessions.ask(
        session ->
            session.update(
                "insert into api_key (id, secret_hash, name, site, every_site, role, scopes,"
                    + " created, expires, last_used, revoked)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                key.id(),
                key.secretHash(),
                key.name(),
                SqliteSites.numberOf(session, key.siteId()),
                key.everySite() ? 1 : 0,
                key.role(),
                Columns.json(key.scopes().stream().sorted().toList()),
                Columns.millis(key.created()),
                Columns.millis(key.expires()),
                Columns.millis(key.lastUsed()),
                Columns.millis(key.revoked())));
  }

  @Override
  public boolean revoke(String keyId, Instant now) {
    return sessions.ask(
        session ->
            session.update(
                    "update api_key set revoked = ? where id = ? and revoked is null",
                    Columns.millis(now),
                    keyId)
                > 0);
  }

  @Override
  public void touch(String keyId, Instant now) {
    sessions.ask(
        session ->
            session.update(
                "update api_key set last_used = max(?, coalesce(last_used, 0)) where id = ?",
                Columns.millis(now),
                keyId));
  }

  @Override
  public void insertRefreshToken(RefreshToken token) {
    sessions.ask(
        session ->
            session.update(
                "insert into refresh_token (hash, client, site, subject, expires)"
                    + " values (?, ?, ?, ?, ?)",
                token.tokenHash(),
                token.clientId(),
                SqliteSites.numberOf(session, token.siteId()),
                token.subjectId(),
                Columns.millis(token.expires())));
  }

  @Override
  public int deleteRefreshTokensExpiredBefore(Instant moment) {
    return sessions.ask(
        session ->
            session.update("delete from refresh_token where expires < ?", Columns.millis(moment)));
  }

  private static ApiKey key(ResultSet row) throws SQLException {
    return new ApiKey(
        row.getString("id"),
        row.getString("secret_hash"),
        row.getString("name"),
        row.getString("site_id"),
        row.getBoolean("every_site"),
        row.getString("role"),
        Set.copyOf(Columns.texts(row, "scopes")),
        Columns.instant(row, "created"),
        Columns.optionalInstant(row, "expires"),
        Columns.optionalInstant(row, "last_used"),
        Columns.optionalInstant(row, "revoked"));
  }
}
