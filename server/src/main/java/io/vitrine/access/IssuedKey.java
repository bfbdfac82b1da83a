package io.vitrine.access;

import io.vitrine.catalog.ApiKey;

/**
 * A new key, at the only moment when its secret is known.
 *
 * @param clientId the public part; an app's {@code client_id}
 * @param clientSecret the secret part; an app's {@code client_secret}
 * @param text the whole key, for {@code Authorization}
 * @param key what is stored
 */
public record IssuedKey(String clientId, String clientSecret, String text, ApiKey key) {
  @Override
  public String toString() {
    return "IssuedKey[" + clientId + "]";
  }
}
