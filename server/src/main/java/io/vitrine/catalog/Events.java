package io.vitrine.catalog;

import java.util.List;
import java.util.Set;

/** Questions about events. */
public interface Events {

  /**
   * The first events of a site behind a place, in order.
   *
   * @param sequence the last one that is known already; 0 for the oldest that is kept
   * @param types empty for all
   */
  List<Event> after(String siteId, long sequence, Set<EventType> types, int limit);

  /** The number of the newest event of a site, kept or not; 0 when there was none. */
  long lastSequence(String siteId);
}
