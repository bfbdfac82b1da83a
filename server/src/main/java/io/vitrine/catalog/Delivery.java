package io.vitrine.catalog;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An event on its way to one subscriber.
 *
 * @param number grows with each delivery of the installation
 * @param attempts how often it was sent, and an end of that is known
 * @param failures how many of them failed since it was made or asked for again
 * @param due not before; of no meaning when it does not wait
 * @param lastAttempt when it was sent last
 * @param lastStatus what the subscriber answered then; empty when there was no answer
 * @param lastError why that was no success, in words for people
 */
public record Delivery(
    long number,
    String subscriptionId,
    Event event,
    DeliveryState state,
    int attempts,
    int failures,
    Instant due,
    Optional<Instant> lastAttempt,
    OptionalInt lastStatus,
    Optional<String> lastError) {}
