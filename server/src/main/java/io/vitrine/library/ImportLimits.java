package io.vitrine.library;

import java.time.Duration;
import java.util.List;

/**
 * How long and how often the source of an import is asked (contract: uploads.md section 3.1).
 *
 * @param total of one fetch with those tries that go on from what came, pauses included; a try that
 *     begins anew has all of it again
 * @param slowAfter from then on the source must be faster than {@code slowBytesPerSecond} on
 *     average, over the same tries, pauses not included
 * @param retries how long to wait before each of them
 * @param longestRetryAfter a source that asks for more is asked again as if it had said nothing
 */
public record ImportLimits(
    Duration total,
    Duration slowAfter,
    long slowBytesPerSecond,
    List<Duration> retries,
    Duration longestRetryAfter) {
  /** What the contract says. */
  public static final ImportLimits CONTRACT =
      new ImportLimits(
          Duration.ofHours(1),
          Duration.ofMinutes(5),
          1L << 20,
          List.of(Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofSeconds(60)),
          Duration.ofMinutes(5));

  public ImportLimits {
    retries = List.copyOf(retries);
  }
}
