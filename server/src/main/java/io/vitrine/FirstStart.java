package io.vitrine;

import io.vitrine.access.IssuedKey;
import io.vitrine.access.KeyGrant;
import io.vitrine.access.KeyIssuer;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.Site;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;

/** Makes what a new installation needs before anybody can use it: a site and a key. */
final class FirstStart {
  private final Catalog catalog;
  private final InstantSource clock;
  private final SecureRandom random;

  FirstStart(Catalog catalog, InstantSource clock, SecureRandom random) {
    this.catalog = catalog;
    this.clock = clock;
    this.random = random;
  }

  /**
   * The site on which the administrator works when a request names none, and the new key to be
   * shown once.
   */
  record Outcome(String siteId, Optional<IssuedKey> newKey) {}

  /**
   * Makes what is missing.
   *
   * @param needsKey whether a key is to be made when there is none at all
   */
  Outcome prepare(boolean needsKey) {
    Optional<Site> oldest =
        catalog.sites().list().stream().min(Comparator.comparing(Site::created));
    String siteId = oldest.map(Site::id).orElseGet(() -> UUID.randomUUID().toString());
    boolean makeKey = needsKey && catalog.keys().list().isEmpty();
    if (oldest.isPresent() && !makeKey) {
      return new Outcome(siteId, Optional.empty());
    }
    Optional<IssuedKey> key =
        makeKey
            ? Optional.of(new KeyIssuer(random, clock).issue(KeyGrant.administrator(siteId)))
            : Optional.empty();
    return catalog.write(
        transaction -> {
          transaction.sites().create(siteId, clock.instant());
          key.ifPresent(made -> transaction.keys().insert(made.key()));
          return new Outcome(siteId, key);
        });
  }
}
