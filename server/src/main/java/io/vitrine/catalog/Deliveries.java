package io.vitrine.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Questions about deliveries. */
public interface Deliveries {

  /**
   * Deliveries of one subscription, the newest first.
   *
   * @param state only those in this state
   * @param before only those with smaller numbers
   */
  List<Delivery> list(
      String siteId,
      String subscriptionId,
      Optional<DeliveryState> state,
      OptionalLong before,
      int limit);

  /** Whether there are events that {@link DeliveryChanges#spread} has not looked at. */
  boolean hasNews();

  /** When the next delivery is due or the next lease runs out; empty when none waits. */
  Optional<Instant> nextDue();

  /** How many deliveries wait, due or not. */
  long waiting();
}
