package io.vitrine.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers a bounded number of things, each for a fixed short time. Safe for many threads. */
final class BriefMemory<K, V> {
  private record Kept<V>(V value, Instant since) {}

  private final ConcurrentHashMap<K, Kept<V>> kept = new ConcurrentHashMap<>();
  private final Duration life;
  private final int limit;
  private final InstantSource clock;

  BriefMemory(Duration life, int limit, InstantSource clock) {
    this.life = life;
    this.limit = limit;
    this.clock = clock;
  }

  /** What was kept under the key within the last {@code life}. */
  Optional<V> find(K key) {
    Kept<V> found = kept.get(key);
    return found != null && fresh(found, clock.instant())
        ? Optional.of(found.value())
        : Optional.empty();
  }

  void keep(K key, V value) {
    Instant now = clock.instant();
    if (kept.size() >= limit) {
      kept.values().removeIf(old -> !fresh(old, now));
      if (kept.size() > limit / 2) {
        kept.clear(); // else every further keep would search the whole again
      }
    }
    kept.put(key, new Kept<>(value, now));
  }

  /** A clock that was set back makes things stale, not eternal. */
  private boolean fresh(Kept<V> thing, Instant now) {
    return !now.isBefore(thing.since()) && now.isBefore(thing.since().plus(life));
  }
}
