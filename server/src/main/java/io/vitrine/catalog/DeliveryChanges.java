package io.vitrine.catalog;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Changes of deliveries. The first attempts for one file or folder to one subscriber come one after
 * another, in the order of the events, and so do repetitions that are due; but no first attempt
 * waits for a repetition.
 */
public interface DeliveryChanges extends Deliveries {

  /**
   * Makes deliveries of new events for the active subscriptions that want them, due at once.
   *
   * @param window how many deliveries may wait for their first attempt to one subscriber; the
   *     events behind them wait until some are done
   * @return whether there may be more to do
   */
  boolean spread(Instant now, int window);

  /** Leases deliveries that are due. Those whose lease has run out are due at once. */
  List<ClaimedDelivery> claim(DeliveryClaim claim);

  /**
   * Notes how an attempt ended.
   *
   * @param next when to try again after a failure; empty to give up
   * @return false when the lease is lost, and nothing was noted
   */
  boolean settle(ClaimedDelivery claimed, DeliveryAttempt attempt, Optional<Instant> next);

  /** Gives a delivery back as it was, because its worker stops. */
  void giveBack(ClaimedDelivery claimed);

  /** Has nothing sent to a subscriber for a while, because it asked for that. */
  void pause(String subscriptionId, Instant until);

  /**
   * Has a delivery sent again at once, whatever its state, with as many attempts as a new one.
   *
   * @return false when there is none with this number in this subscription
   */
  boolean redeliver(String siteId, String subscriptionId, long number, Instant now);

  /**
   * Forgets deliveries that ended so long ago.
   *
   * @return how many, at most the limit
   */
  int deleteEnded(Instant now, Duration keepDelivered, Duration keepFailed, int limit);
}
