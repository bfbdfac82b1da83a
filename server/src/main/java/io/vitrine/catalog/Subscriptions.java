package io.vitrine.catalog;

import java.util.List;
import java.util.Optional;

/** Questions about subscriptions. */
public interface Subscriptions {

  /** The subscription with this ID in this site. */
  Optional<Subscription> find(String siteId, String id);

  /** All subscriptions of a site, in the order in which they were made. */
  List<Subscription> list(String siteId);
}
