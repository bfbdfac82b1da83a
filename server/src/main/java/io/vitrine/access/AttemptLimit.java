package io.vitrine.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Counts attempts of each address within a minute. Remembers a bounded number of addresses and
 * forgets first the one that was quiet for longest. What counts as one address is told by {@link
 * ClientNetwork}.
 */
final class AttemptLimit {
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int MAX_ADDRESSES = 10_000;

  private record Count(Instant since, int attempts) {}

  private final int perMinute;
  private final InstantSource clock;
  private final Map<String, Count> counts = new LinkedHashMap<>();

  /**
   * @param perMinute 0 for no limit
   */
  AttemptLimit(int perMinute, InstantSource clock) {
    this.perMinute = perMinute;
    this.clock = clock;
  }

  /** Counts an attempt; tells how long to wait when there were too many. */
  Optional<Duration> count(String remoteAddress) {
    if (perMinute == 0) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Count count = counted(ClientNetwork.of(remoteAddress), now);
    return count.attempts() > perMinute
        ? Optional.of(Duration.between(now, count.since().plus(WINDOW)))
        : Optional.empty();
  }

  private synchronized Count counted(String address, Instant now) {
    Count before = counts.remove(address);
    Count count =
        before != null && isCurrent(before, now)
            ? new Count(before.since(), Math.min(before.attempts(), perMinute) + 1)
            : new Count(now, 1);
    counts.put(address, count);
    if (counts.size() > MAX_ADDRESSES) {
      counts.remove(counts.keySet().iterator().next());
    }
    return count;
  }

  private static boolean isCurrent(Count count, Instant now) {
    return !now.isBefore(count.since()) && now.isBefore(count.since().plus(WINDOW));
  }
}
