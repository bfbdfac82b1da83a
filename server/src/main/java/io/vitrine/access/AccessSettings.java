package io.vitrine.access;

import java.util.Optional;

/**
 * What the operator decides about access.
 *
 * @param adminKey a key of the operator's choice with every permission on every site
 * @param adminSite the site that it works on when a request names none; it exists
 * @param failuresPerMinute so many wrong credentials an address may send a minute before they are
 *     answered with 429; 0 for no limit
 * @param visitorsPerMinute so many visitors an address may become a minute, because each is a row
 *     in the database that a stranger can make; 0 for no limit
 */
public record AccessSettings(
    Optional<String> adminKey, String adminSite, int failuresPerMinute, int visitorsPerMinute) {
  private static final int DEFAULT_FAILURES = 10;
  private static final int DEFAULT_VISITORS = 60;

  public AccessSettings {
    if (failuresPerMinute < 0 || visitorsPerMinute < 0) {
      throw new IllegalArgumentException("A limit a minute is 0 (none) or more");
    }
  }

  /** The limits of the contract (errors.md section 4). */
  public AccessSettings(Optional<String> adminKey, String adminSite) {
    this(adminKey, adminSite, DEFAULT_FAILURES, DEFAULT_VISITORS);
  }
}
