package io.vitrine.catalog;

/**
 * A delivery that one worker has to itself for a while.
 *
 * @param claim tells this claim from earlier and later ones; to be shown with the result
 */
public record ClaimedDelivery(Delivery delivery, Subscription subscription, int claim) {}
