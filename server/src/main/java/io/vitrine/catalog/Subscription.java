package io.vitrine.catalog;

import java.time.Instant;
import java.util.Set;

/**
 * A wish to hear of events at a URL.
 *
 * @param id unique over all sites
 * @param appId for whom the deliveries are signed
 * @param types those that are wanted, at least one
 * @param active whether something is delivered now; what happens meanwhile waits as long as events
 *     are kept
 */
public record Subscription(
    String siteId,
    String id,
    String appId,
    String url,
    Set<EventType> types,
    boolean active,
    Instant created,
    Instant updated) {
  public Subscription {
    types = Set.copyOf(types);
  }
}
