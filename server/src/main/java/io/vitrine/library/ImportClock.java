package io.vitrine.library;

import io.vitrine.catalog.FileFailure;
import io.vitrine.fetch.FetchException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long one import has been at it, and whether a failure of its source passes (contract:
 * uploads.md section 3.1).
 */
final class ImportClock {
  private final ImportLimits limits;
  private final long start = System.nanoTime();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong pausedNanos = new AtomicLong();
  private final InstantSource clock;

  /**
   * @param clock by which dates are read that sources name
   */
  ImportClock(ImportLimits limits, InstantSource clock) {
    this.limits = limits;
    this.clock = clock;
  }

  /** The source took too long. */
  static final class TooSlow extends RuntimeException {
    TooSlow() {
      super("the source took too long", null, false, false);
    }

    FileFailure failure() {
      return new FileFailure("SOURCE_TIMEOUT", getMessage(), Map.of());
    }
  }

  void received(int count) {
    bytes.addAndGet(count);
  }

  /** Nothing was asked of the source for so long, so it is not slow for that. */
  void paused(Duration time) {
    pausedNanos.addAndGet(time.toNanos());
  }

  /**
   * @throws TooSlow when the time is over, or the source too slow for too long
   */
  void check() {
    if (isOver()) {
      throw new TooSlow();
    }
  }

  /** Whether {@link #check} would throw; any thread may ask. */
  boolean isOver() {
    Duration passed = Duration.ofNanos(System.nanoTime() - start);
    Duration asked = passed.minusNanos(pausedNanos.get());
    return passed.compareTo(limits.total()) > 0
        || (asked.compareTo(limits.slowAfter()) > 0
            && bytes.get() / Math.max(1, asked.toSeconds()) < limits.slowBytesPerSecond());
  }

  /**
   * How long to wait before the next attempt; empty when there is none.
   *
   * @param failures how many attempts have failed before this one
   */
  Optional<Duration> pause(int failures, ImportException failure) {
    if (!failure.isPassing() || failures >= limits.retries().size()) {
      return Optional.empty();
    }
    Duration usual = limits.retries().get(failures);
    return Optional.of(
        failure.retryAfter().filter(asked -> asked.compareTo(usual) > 0).orElse(usual));
  }

  ImportException httpError(int status, Optional<String> retryAfter) {
    boolean passing = status == 408 || status == 425 || status == 429 || status >= 500;
    return passing
        ? ImportException.passing(
            status,
            retryAfter
                .flatMap(this::delay)
                .filter(asked -> asked.compareTo(limits.longestRetryAfter()) <= 0))
        : ImportException.lasting(status);
  }

  /** What a failed request means for the import. */
  static ImportException told(FetchException failure) {
    return switch (failure.reason()) {
      case FORBIDDEN -> ImportException.lasting("SOURCE_ADDRESS_FORBIDDEN", failure.getMessage());
      case TOO_MANY_REDIRECTS ->
          ImportException.lasting("TOO_MANY_REDIRECTS", failure.getMessage());
      case UNREACHABLE ->
          ImportException.passing("SOURCE_UNREACHABLE", failure.getMessage(), failure);
      case CUT -> ImportException.passing("SOURCE_TRUNCATED", failure.getMessage(), failure);
      case STALLED -> ImportException.passing("SOURCE_UNREACHABLE", failure.getMessage(), failure);
    };
  }

  /** RFC 9110 section 10.2.3: seconds, or a date. */
  private Optional<Duration> delay(String header) {
    String text = header.strip();
    if (text.matches("\\d{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      Instant date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(Duration.between(clock.instant(), date)).filter(Duration::isPositive);
    } catch (DateTimeParseException neither) {
      return Optional.empty();
    }
  }
}
