package io.vitrine.catalog;

import java.time.Instant;

/**
 * What a worker asks for.
 *
 * @param now deliveries are due by this clock, and leases have run out by it
 * @param leaseUntil when the worker is taken for lost
 * @param most how many it can take
 * @param perSubscription how many may be under way to one subscriber, over all workers; at most
 *     half of them are repetitions, so that these do not hold up what is new
 */
public record DeliveryClaim(Instant now, Instant leaseUntil, int most, int perSubscription) {}
