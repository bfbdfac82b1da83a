package io.vitrine.access;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a new key or app shall be allowed.
 *
 * @param name what the operator calls it
 * @param siteId the site that it works on when a request names none
 * @param everySite whether it may name any site
 * @param role for an app that fetches access tokens {@link Role#APP}
 * @param expires empty for never
 */
public record KeyGrant(
    String name,
    String siteId,
    boolean everySite,
    Role role,
    Set<Scope> scopes,
    Optional<Instant> expires) {
  public KeyGrant {
    scopes = Set.copyOf(scopes);
  }

  /** Everything on every site, for ever: the key that is made at the first start. */
  public static KeyGrant administrator(String siteId) {
    return new KeyGrant(
        "administrator", siteId, true, Role.OWNER, EnumSet.allOf(Scope.class), Optional.empty());
  }
}
