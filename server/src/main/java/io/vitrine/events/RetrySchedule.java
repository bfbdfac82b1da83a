package io.vitrine.events;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * When a delivery that failed is tried again.
 *
 * @param pauses one before each repetition
 */
public record RetrySchedule(List<Duration> pauses) {
  /** What the contract says: events.md section 4. */
  public static final RetrySchedule CONTRACT =
      new RetrySchedule(
          List.of(
              Duration.ofMinutes(1),
              Duration.ofMinutes(10),
              Duration.ofHours(1),
              Duration.ofHours(2),
              Duration.ofHours(2),
              Duration.ofHours(2),
              Duration.ofHours(4),
              Duration.ofHours(4),
              Duration.ofHours(4),
              Duration.ofHours(8),
              Duration.ofHours(8),
              Duration.ofHours(12)));

  public RetrySchedule {
    pauses = List.copyOf(pauses);
  }

  /**
   * How long to wait after a failure; empty when it was the last attempt.
   *
   * @param failures how many there were, this one included
   */
  Optional<Duration> after(int failures) {
    return failures > pauses.size() ? Optional.empty() : Optional.of(pauses.get(failures - 1));
  }
}
