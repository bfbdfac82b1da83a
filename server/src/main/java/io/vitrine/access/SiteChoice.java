package io.vitrine.access;

import io.vitrine.catalog.Sites;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Decides which site a request works on (contract: errors.md section 6). */
final class SiteChoice {
  private static final Duration LIFE = Duration.ofMinutes(1);
  private static final int LIMIT = 10_000;
  private static final int MAX_ID_LENGTH = 100;

  private final Sites sites;
  private final BriefMemory<String, Boolean> known;

  SiteChoice(Sites sites, InstantSource clock) {
    this.sites = sites;
    this.known = new BriefMemory<>(LIFE, LIMIT, clock);
  }

  /**
   * The site asked for, or the identity's own when none is.
   *
   * @throws io.vitrine.http.HttpProblem 403 when it may not use that site, 404 when it could but
   *     there is no such site
   */
  String choose(Identity identity, Optional<String> asked) {
    String site = asked.filter(text -> !text.isEmpty()).orElse(identity.siteId());
    if (site.equals(identity.siteId())) {
      return site;
    }
    if (!identity.everySite()) {
      throw Refusals.otherSite();
    }
    if (!isKnown(site)) {
      throw Refusals.unknownSite();
    }
    return site;
  }

  private boolean isKnown(String site) {
    if (known.find(site).isPresent()) {
      return true;
    }
    boolean exists = site.length() <= MAX_ID_LENGTH && sites.find(site).isPresent();
    if (exists) {
      known.keep(site, true);
    }
    return exists;
  }
}
