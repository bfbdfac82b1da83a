package io.vitrine.catalog;

import java.time.Instant;

/** Changes of API keys and refresh tokens. */
public interface KeyChanges extends Keys {

  /** Adds a key; its site exists. */
  void insert(ApiKey key);

  /**
   * Takes a key back.
   *
   * @return whether there is such a key that was not revoked before
   */
  boolean revoke(String keyId, Instant now);

  /** Notes when a key was used last. */
  void touch(String keyId, Instant now);

  /** Adds a refresh token. */
  void insertRefreshToken(RefreshToken token);

  /** Removes the refresh tokens that expired before this moment. */
  int deleteRefreshTokensExpiredBefore(Instant moment);
}
