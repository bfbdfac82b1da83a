package io.vitrine.library;

import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.Event;
import io.vitrine.catalog.EventType;
import io.vitrine.events.EventNews;
import io.vitrine.events.EventWriter;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Reads the events of a site in order, for those who ask instead of being told. */
public final class EventFeed {
  private final Catalog catalog;
  private final EventWriter writer;
  private final EventNews news;

  public EventFeed(Catalog catalog, EventWriter writer, EventNews news) {
    this.catalog = catalog;
    this.writer = writer;
    this.news = news;
  }

  /** An event as subscribers read it. */
  public record Told(long sequence, EventType type, ObjectNode object) {}

  /**
   * Events behind a place.
   *
   * @param last the place behind them, from which to go on
   * @param more whether there are more now
   */
  public record Portion(List<Told> events, long last, boolean more) {
    public Portion {
      events = List.copyOf(events);
    }
  }

  /**
   * The next events of a site.
   *
   * @param sequence the place; 0 for the oldest event that is kept
   * @param types those that are wanted; empty for all
   */
  public Portion after(String siteId, long sequence, Set<EventType> types, int limit) {
    // Asked first: what comes meanwhile must not be jumped over.
    long newest = catalog.events().lastSequence(siteId);
    List<Event> found = catalog.events().after(siteId, sequence, types, limit + 1);
    List<Event> events = found.subList(0, Math.min(limit, found.size()));
    boolean more = found.size() > limit;
    long reached = events.isEmpty() ? sequence : events.getLast().sequence();
    return new Portion(
        events.stream()
            .map(event -> new Told(event.sequence(), event.type(), writer.write(event)))
            .toList(),
        more ? reached : Math.max(reached, newest),
        more);
  }

  /** The place behind the newest event of a site. */
  public long end(String siteId) {
    return catalog.events().lastSequence(siteId);
  }

  /** A mark for {@link #awaitNews}, to be taken before events are read. */
  public long mark() {
    return news.count();
  }

  /** Waits until something happened in some site since the mark, or the time is over. */
  public void awaitNews(long mark, Duration time) throws InterruptedException {
    news.await(mark, time);
  }

  /** Ends the waiting of all who wait now. */
  public void wakeAll() {
    news.announce();
  }
}
