package io.vitrine.access;

import io.vitrine.catalog.ApiKey;
import io.vitrine.catalog.Keys;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The keys of the catalog, read anew for each at most every two seconds: so long may a key work
 * after another process has revoked it. Unknown keys are not remembered, or strangers could push
 * out the known ones.
 */
final class LiveKeys {
  private static final Duration LIFE = Duration.ofSeconds(2);
  private static final int LIMIT = 10_000;

  private final Keys keys;
  private final InstantSource clock;
  private final BriefMemory<String, ApiKey> read;

  LiveKeys(Keys keys, InstantSource clock) {
    this.keys = keys;
    this.clock = clock;
    this.read = new BriefMemory<>(LIFE, LIMIT, clock);
  }

  /** The key with this public part, if it may be used now. */
  Optional<ApiKey> find(String keyId) {
    return known(keyId).filter(this::isLive);
  }

  /** Whom a key stands for, if the secret is its own. */
  Identification identify(KeyText text) {
    Optional<ApiKey> key =
        known(text.id()).filter(known -> SecretHash.matches(text.secret(), known.secretHash()));
    if (key.isEmpty()) {
      return new Identification.Unknown();
    }
    return isLive(key.get())
        ? new Identification.Known(Identity.of(key.get()))
        : new Identification.Lapsed();
  }

  private Optional<ApiKey> known(String keyId) {
    Optional<ApiKey> remembered = read.find(keyId);
    if (remembered.isPresent()) {
      return remembered;
    }
    Optional<ApiKey> found = keys.find(keyId);
    found.ifPresent(key -> read.keep(keyId, key));
    return found;
  }

  private boolean isLive(ApiKey key) {
    Instant now = clock.instant();
    return key.revoked().isEmpty() && key.expires().filter(end -> !now.isBefore(end)).isEmpty();
  }
}
