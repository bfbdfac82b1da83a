package io.vitrine.catalog;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * An API key or an app, without its secret (contract: security.md section 3).
 *
 * @param id public part of the key, or the app's client ID
 * @param secretHash SHA-256 of the secret, 64 hex digits
 * @param name what the operator called it
 * @param siteId the site that it works on when the request names none
 * @param everySite whether it may name any site
 * @param role one of {@code owner}, {@code app}, {@code member}, {@code visitor}
 * @param scopes {@code read}, {@code manage}
 * @param expires empty for never
 * @param revoked when it was taken back
 */
public record ApiKey(
    String id,
    String secretHash,
    String name,
    String siteId,
    boolean everySite,
    String role,
    Set<String> scopes,
    Instant created,
    Optional<Instant> expires,
    Optional<Instant> lastUsed,
    Optional<Instant> revoked) {
  public ApiKey {
    scopes = Set.copyOf(scopes);
  }
}
