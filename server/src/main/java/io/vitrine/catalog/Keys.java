package io.vitrine.catalog;

import java.util.List;
import java.util.Optional;

/** Questions about API keys, apps and refresh tokens. */
public interface Keys {

  /** The key with this public part, revoked and expired ones too. */
  Optional<ApiKey> find(String keyId);

  /** All keys, oldest first. */
  List<ApiKey> list();

  /** The refresh token with this hash, also when it has expired. */
  Optional<RefreshToken> findRefreshToken(String tokenHash);
}
