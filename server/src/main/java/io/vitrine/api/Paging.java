package io.vitrine.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vitrine.catalog.Page;
import io.vitrine.catalog.Position;
import java.util.Optional;
import java.util.function.Function;

/** How much of a listing is asked for, and how pages are written (contract: files-api.md 5). */
record Paging(Optional<Integer> limit, Optional<String> cursor) {
  static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 100;
  private static final int MAX_CURSOR = 16_000;

  /**
   * Reads a limit and a cursor; a limit of 0 counts as absent, since that is how some clients write
   * an absent number.
   *
   * @param prefix the field that holds both, such as {@code paging}
   */
  static Paging read(Fields fields, String prefix) {
    return new Paging(
        fields.integer(prefix + ".limit", 0, MAX_LIMIT).filter(limit -> limit > 0),
        fields.text(prefix + ".cursor", MAX_CURSOR).filter(cursor -> !cursor.isEmpty()));
  }

  int limitOrDefault() {
    return limit.orElse(DEFAULT_LIMIT);
  }

  /** Cursors on the wire. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record CursorsJson(String next, String prev) {}

  /** The {@code nextCursor} of lists and searches. */
  record NextCursor(CursorsJson cursors, boolean hasNext) {
    static NextCursor of(Page<?> page, Function<Position, String> cursor) {
      return new NextCursor(
          new CursorsJson(page.next().map(cursor).orElse(""), null), page.next().isPresent());
    }
  }

  /** The {@code pagingMetadata} of queries. */
  record PagingMetadata(int count, CursorsJson cursors, boolean hasNext) {
    static PagingMetadata of(Page<?> page, Function<Position, String> cursor) {
      return new PagingMetadata(
          page.items().size(),
          new CursorsJson(
              page.next().map(cursor).orElse(""), page.previous().map(cursor).orElse("")),
          page.next().isPresent());
    }
  }
}
