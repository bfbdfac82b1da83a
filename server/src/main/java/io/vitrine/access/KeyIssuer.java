package io.vitrine.access;

import io.vitrine.catalog.ApiKey;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes API keys and apps. Storing what it makes is the caller's. */
public final class KeyIssuer {
  private final RandomText random;
  private final InstantSource clock;

  public KeyIssuer(SecureRandom random, InstantSource clock) {
    this.random = new RandomText(random);
    this.clock = clock;
  }

  /** A new key with this grant; its text is shown to the holder and kept nowhere. */
  public IssuedKey issue(KeyGrant grant) {
    KeyText text = new KeyText(random.id(), random.secret());
    ApiKey key =
        new ApiKey(
            text.id(),
            SecretHash.of(text.secret()),
            grant.name(),
            grant.siteId(),
            grant.everySite(),
            grant.role().word(),
            grant.scopes().stream().map(Scope::word).collect(Collectors.toUnmodifiableSet()),
            clock.instant(),
            grant.expires(),
            Optional.empty(),
            Optional.empty());
    return new IssuedKey(text.id(), text.secret(), text.text(), key);
  }
}
