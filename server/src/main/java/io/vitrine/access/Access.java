package io.vitrine.access;

import io.vitrine.catalog.Catalog;
import io.vitrine.http.Routes;
import java.security.SecureRandom;
import java.time.InstantSource;

/** The room as a whole: builds its parts, declares its routes and closes what it started. */
public final class Access implements AutoCloseable {
  private final Authenticator authenticator;
  private final TokenRoutes tokenRoutes;
  private final LastUse lastUse;

  /**
   * @throws IllegalArgumentException with a text for the operator when the admin key cannot travel
   *     in a header
   */
  public Access(Catalog catalog, Signer signer, AccessSettings settings, InstantSource clock) {
    var adminKey = settings.adminKey().map(text -> new AdminKey(text, settings.adminSite()));
    LiveKeys keys = new LiveKeys(catalog.keys(), clock);
    AccessTokens accessTokens = new AccessTokens(signer, keys);
    SiteChoice sites = new SiteChoice(catalog.sites(), clock);
    lastUse = new LastUse(catalog, clock);
    authenticator =
        new Authenticator(
            adminKey,
            keys,
            accessTokens,
            sites,
            lastUse,
            new AttemptLimit(settings.failuresPerMinute(), clock));
    tokenRoutes =
        new TokenRoutes(
            new TokenEndpoint(
                new ClientApps(keys, authenticator),
                accessTokens,
                new VisitorTokens(catalog, accessTokens, new RandomText(new SecureRandom()), clock),
                sites,
                authenticator,
                new AttemptLimit(settings.visitorsPerMinute(), clock)),
            new TokenInfoEndpoint(accessTokens));
  }

  /** Makes the guards of the API's routes. */
  public Authenticator authenticator() {
    return authenticator;
  }

  /** Declares the token endpoints. */
  public void declare(Routes routes) {
    tokenRoutes.declare(routes);
  }

  /** Writes what is still to be written about the use of keys, for at most a few seconds. */
  @Override
  public void close() {
    lastUse.close();
  }
}
