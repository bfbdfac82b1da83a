package io.vitrine.jobs;

import java.time.Duration;

/**
 * How jobs of one kind are done.
 *
 * @param name stands in the rows and in the metrics
 * @param atOnce how many this process runs at once
 * @param perSite how many run for one site at once, over all processes
 * @param perLane how many of those may share a lane
 * @param lease how long a worker is believed in without a sign of life
 */
public record JobKind(String name, int atOnce, int perSite, int perLane, Duration lease) {
  public JobKind {
    if (atOnce < 1 || perSite < 1 || perLane < 1) {
      throw new IllegalArgumentException("a kind of which nothing may run: " + name);
    }
    if (lease.compareTo(Duration.ofMillis(100)) < 0) {
      throw new IllegalArgumentException("a lease of " + lease + " cannot be kept");
    }
  }
}
