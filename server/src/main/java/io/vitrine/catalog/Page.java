package io.vitrine.catalog;

import java.util.List;
import java.util.Optional;

/**
 * Some items of a listing, in the asked order.
 *
 * @param next where the following page begins; empty on the last page
 * @param previous where the page before begins; empty on the first page
 */
public record Page<T>(List<T> items, Optional<Position> next, Optional<Position> previous) {
  public Page {
    items = List.copyOf(items);
  }
}
