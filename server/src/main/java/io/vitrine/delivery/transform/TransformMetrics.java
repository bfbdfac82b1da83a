package io.vitrine.delivery.transform;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vitrine.media.PictureFormat;
import java.time.Duration;
import java.util.Locale;

/** What an operator sees of the cache and of the work behind it. */
final class TransformMetrics {
  private final MeterRegistry registry;
  private final Counter hits;
  private final Counter misses;
  private final Counter evictions;

  TransformMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.hits = counter("hits", "Pictures that were answered from the cache");
    this.misses = counter("misses", "Pictures that had to be made, or waited for");
    this.evictions = counter("evictions", "Results that left the cache to make room");
  }

  private Counter counter(String name, String description) {
    return Counter.builder("vitrine.transforms." + name)
        .description(description)
        .register(registry);
  }

  /** Has the size of a cache told. */
  void watch(PictureCache cache) {
    Gauge.builder("vitrine.transforms.cached", cache, PictureCache::bytes)
        .description("Bytes that the results in the cache take, whole blocks counted")
        .baseUnit("bytes")
        .register(registry);
    Gauge.builder("vitrine.transforms.results", cache, PictureCache::size)
        .description("Results in the cache")
        .register(registry);
  }

  void hit() {
    hits.increment();
  }

  void missed() {
    misses.increment();
  }

  void evicted(int results) {
    evictions.increment(results);
  }

  /** Notes a rendering. */
  void rendered(PictureFormat format, String outcome, Duration time) {
    Timer.builder("vitrine.transforms.rendering")
        .description("Time to make a picture, with the wait for its turn")
        .tag("format", format.name().toLowerCase(Locale.ROOT))
        .tag("outcome", outcome)
        .register(registry)
        .record(time);
  }
}
