package io.vitrine.catalog;

import java.time.Instant;

/** Changes of sites. */
public interface SiteChanges extends Sites {

  /** Adds a site with its three system folders; does nothing when it is there already. */
  void create(String siteId, Instant now);
}
