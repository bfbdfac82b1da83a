package io.vitrine.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Counts requests by method, route pattern and status. Raw paths and made-up methods are never
 * tags: there would be no end of them.
 */
final class RequestMetrics {
  /** The pattern of requests that no route answers. */
  static final String NO_ROUTE = "none";

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(20),
    Duration.ofMinutes(1),
    Duration.ofMinutes(10)
  };

  private final MeterRegistry registry;
  private final Map<Key, Timer> timers = new ConcurrentHashMap<>();
  private final Map<String, Traffic> traffic = new ConcurrentHashMap<>();

  RequestMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * Counts one request.
   *
   * @param bytesIn of the body
   * @param bytesOut of the body
   */
  void count(
      String method, String pattern, int status, long nanoseconds, long bytesIn, long bytesOut) {
    String known = METHODS.contains(method) ? method : "OTHER";
    timers
        .computeIfAbsent(new Key(known, pattern, status), this::timer)
        .record(nanoseconds, TimeUnit.NANOSECONDS);
    Traffic bytes = traffic.computeIfAbsent(pattern, this::traffic);
    if (bytesIn > 0) {
      bytes.in.increment((double) bytesIn);
    }
    if (bytesOut > 0) {
      bytes.out.increment((double) bytesOut);
    }
  }

  private Timer timer(Key key) {
    return Timer.builder("http.server.requests")
        .description("Requests answered")
        .tag("method", key.method)
        .tag("route", key.pattern)
        .tag("status", Integer.toString(key.status))
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  private Traffic traffic(String pattern) {
    return new Traffic(
        counter("http.server.received", "Bytes of request bodies", pattern),
        counter("http.server.sent", "Bytes of answers' bodies", pattern));
  }

  private Counter counter(String name, String description, String pattern) {
    return Counter.builder(name)
        .description(description)
        .baseUnit("bytes")
        .tag("route", pattern)
        .register(registry);
  }

  private record Key(String method, String pattern, int status) {}

  private record Traffic(Counter in, Counter out) {}
}
