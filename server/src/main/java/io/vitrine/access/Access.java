package io.vitrine.access;

import io.vitrine.catalog.Catalog;
import java.time.InstantSource;

/** The room as a whole: builds its parts and closes them. */
public final class Access implements AutoCloseable {
  private final Authenticator authenticator;
  private final LastUse lastUse;

  /**
   * @throws IllegalArgumentException with a text for the operator when the admin key cannot travel
   *     in a header
   */
  public Access(Catalog catalog, Signer signer, AccessSettings settings, InstantSource clock) {
    LiveKeys keys = new LiveKeys(catalog.keys(), clock);
    AccessTokens accessTokens = new AccessTokens(signer, keys);
    SiteChoice sites = new SiteChoice(catalog.sites(), clock);
    var adminKey = settings.adminKey().map(text -> new AdminKey(text, settings.adminSite()));
    lastUse = new LastUse(catalog, clock);
    authenticator =
        new Authenticator(
            adminKey,
            keys,
            accessTokens,
            sites,
            lastUse,
            new AttemptLimit(settings.failuresPerMinute(), clock));
  }

  /** Makes the guards of the API's routes. */
  public Authenticator authenticator() {
    return authenticator;
  }

  /** Writes what is still to be written about the use of keys, for at most a few seconds. */
  @Override
  public void close() {
    lastUse.close();
  }
}
