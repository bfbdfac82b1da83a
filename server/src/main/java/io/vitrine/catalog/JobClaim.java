package io.vitrine.catalog;

import java.time.Instant;

/**
 * What a worker asks for.
 *
 * @param kind of the jobs
 * @param now jobs are due by this clock, and leases have run out by it
 * @param leaseUntil when the worker is taken for lost unless it renews
 * @param most how many it can take
 * @param perSite how many jobs of this kind may run for one site at once, over all workers
 * @param perLane how many of those may share a lane
 */
public record JobClaim(
    String kind, Instant now, Instant leaseUntil, int most, int perSite, int perLane) {}
