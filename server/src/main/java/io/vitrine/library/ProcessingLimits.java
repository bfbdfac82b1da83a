package io.vitrine.library;

import java.time.Duration;
import java.util.List;

/**
 * How long and how often a file is processed (contract: processing.md section 5).
 *
 * @param time of one job
 * @param retries how long to wait before each of them, when something fails on our side
 * @param mostClaims a job that ended so many workers, or was given back so often, is given up
 */
public record ProcessingLimits(Duration time, List<Duration> retries, int mostClaims) {
  /** What the contract says. Lost workers have a number of their own: stops are no bad luck. */
  public static final ProcessingLimits CONTRACT =
      new ProcessingLimits(
          Duration.ofHours(6),
          List.of(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(2)),
          50);

  public ProcessingLimits {
    retries = List.copyOf(retries);
  }
}
