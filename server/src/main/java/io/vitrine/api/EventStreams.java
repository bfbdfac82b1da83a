package io.vitrine.api;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vitrine.catalog.EventType;
import io.vitrine.http.Body;
import io.vitrine.http.Header;
import io.vitrine.http.HttpProblem;
import io.vitrine.http.Response;
import io.vitrine.library.EventFeed;
import io.vitrine.library.EventFeed.Portion;
import io.vitrine.library.EventFeed.Told;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Server-sent events (WHATWG HTML, section 9.2): the events of a site as they happen. A stream that
 * breaks off is resumed by the number of the last event received; so that a key that was revoked
 * gets no more, each ends after a while and is opened anew by the client.
 */
public final class EventStreams implements AutoCloseable {
  private static final int MOST = 200;
  private static final int PORTION = 100;
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final Duration LIFE = Duration.ofMinutes(15);

  /** How long what another process has written may wait. */
  private static final Duration POLL = Duration.ofSeconds(1);

  private final EventFeed feed;
  private final AtomicInteger open = new AtomicInteger();
  private volatile boolean closed;

  /**
   * @param metrics hears how many streams are open
   */
  public EventStreams(EventFeed feed, MeterRegistry metrics) {
    this.feed = feed;
    Gauge.builder("vitrine.events.streams", open, AtomicInteger::get)
        .description("Streams of events that are open")
        .register(metrics);
  }

  /**
   * A stream of the events of a site.
   *
   * @param types those that are wanted; empty for all
   * @param place the number of the last event that is known; empty for what happens from now on
   * @throws HttpProblem 429 when there are too many streams
   */
  Response open(String siteId, Set<EventType> types, OptionalLong place) {
    if (open.get() >= MOST || closed) {
      throw new HttpProblem(
          429,
          "RESOURCE_EXHAUSTED",
          "too many streams of events are open",
          Map.of(),
          List.of(new Header("Retry-After", "5")));
    }
    long start = place.orElseGet(() -> feed.end(siteId));
    return new Response(
        200,
        List.of(new Header("Cache-Control", "no-store"), new Header("X-Accel-Buffering", "no")),
        new Body.Live("text/event-stream", sink -> run(sink, siteId, types, start)));
  }

  /** Ends all streams, so that the server can stop. */
  @Override
  public void close() {
    closed = true;
    feed.wakeAll();
  }

  private void run(Body.LiveSink sink, String siteId, Set<EventType> types, long start)
      throws IOException, InterruptedException {
    open.incrementAndGet();
    try {
      write(sink, ": events\n\n");
      follow(sink, siteId, types, start);
    } finally {
      open.decrementAndGet();
    }
  }

  private void follow(Body.LiveSink sink, String siteId, Set<EventType> types, long start)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + LIFE.toNanos();
    long written = System.nanoTime();
    long place = start;
    while (!closed && System.nanoTime() < end) {
      long mark = feed.mark();
      Portion portion = feed.after(siteId, place, types, PORTION);
      place = portion.last();
      if (!portion.events().isEmpty()) {
        write(sink, text(portion.events()));
        written = System.nanoTime();
      } else if (System.nanoTime() - written >= HEARTBEAT.toNanos()) {
        write(sink, ":\n\n");
        written = System.nanoTime();
      }
      if (!portion.more() && !closed) {
        feed.awaitNews(mark, POLL);
      }
    }
  }

  private static String text(List<Told> events) {
    StringBuilder text = new StringBuilder();
    for (Told event : events) {
      text.append("id: ").append(event.sequence());
      text.append("\nevent: ").append(event.type().eventType());
      // JSON text has no line ends of its own.
      text.append("\ndata: ").append(event.object()).append("\n\n");
    }
    return text.toString();
  }

  private static void write(Body.LiveSink sink, String text)
      throws IOException, InterruptedException {
    sink.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
