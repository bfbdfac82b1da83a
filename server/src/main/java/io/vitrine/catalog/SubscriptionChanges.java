package io.vitrine.catalog;

/** Changes of subscriptions. */
public interface SubscriptionChanges extends Subscriptions {

  /**
   * Adds a subscription, which hears of what happens from now on.
   *
   * @param subscription its site exists, its ID is new
   */
  void insert(Subscription subscription);

  /**
   * Sets everything but ID, site and the time when it was made.
   *
   * @return whether there is such a subscription
   */
  boolean update(Subscription subscription);

  /**
   * Removes a subscription with all its deliveries.
   *
   * @return whether there was one
   */
  boolean delete(String siteId, String id);
}
