package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.Page;
import io.vitrine.catalog.Position;
import io.vitrine.catalog.SortField;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds pages of a table by keyset: an index is entered at the position and read for as many rows
 * as the page has, so neither depth nor size matter. A question that spans several scopes or kinds
 * merges one such walk for each, which SQLite does without sorting since each comes in order.
 *
 * @param table its name; its full-text index has the same with {@code _search}
 * @param selection columns to read, of the row called {@code t} and of what is joined to it
 * @param joins the joins to {@code t}
 * @param hasKinds whether its indexes hold the column {@code kind} behind the scope
 * @param reader reads the columns of the selection
 */
record Pager<T>(
    String table,
    String selection,
    String joins,
    boolean hasKinds,
    ItemReader<T> reader,
    SearchPlans plans) {

  /** Reads one item from the columns that were selected for it. */
  @FunctionalInterface
  interface ItemReader<T> {
    T read(ColumnReader row) throws SQLException;
  }

  /** A page of the rows that the query asks for. */
  Page<T> page(Session session, PageQuery query) {
    if (query.scopes().isEmpty() || (hasKinds && query.kinds().isEmpty())) {
      return new Page<>(List.of(), Optional.empty(), Optional.empty());
    }
    List<Row<T>> rows = rows(session, query);
    boolean more = rows.size() > query.limit();
    List<Row<T>> kept = new ArrayList<>(more ? rows.subList(0, query.limit()) : rows);
    if (query.isBackwards()) {
      Collections.reverse(kept);
    }
    return new Page<>(
        kept.stream().map(Row::item).toList(),
        next(query, kept, more),
        previous(query, kept, more));
  }

  private Optional<Position> next(PageQuery query, List<Row<T>> rows, boolean more) {
    if (query.isBackwards() && rows.isEmpty()) {
      return query.position().map(position -> around(query, position, false));
    }
    return query.isBackwards() || more
        ? Optional.of(rows.getLast().position(false))
        : Optional.empty();
  }

  private Optional<Position> previous(PageQuery query, List<Row<T>> rows, boolean more) {
    if (query.isBackwards()) {
      return more ? Optional.of(rows.getFirst().position(true)) : Optional.empty();
    }
    return rows.isEmpty()
        ? query.position().map(position -> around(query, position, true))
        : query.position().map(position -> rows.getFirst().position(true));
  }

  /** From the end of an empty page the way back begins with the very item at the position. */
  private static Position around(PageQuery query, Position position, boolean backwards) {
    int step = query.isAscending() ? 1 : -1;
    return new Position(position.value(), position.sequence() + step, backwards);
  }

  private List<Row<T>> rows(Session session, PageQuery query) {
    int wanted = query.limit() + 1;
    if (query.needles().isEmpty()) {
      Sql keys = new Sql();
      addWalk(keys, query, wanted);
      return read(session, keys);
    }
    if (isCommon(session, query)) {
      List<Row<T>> found = read(session, filteredWalk(query, wanted));
      if (found.size() == wanted) {
        return found;
      }
    }
    return read(session, hits(query, wanted));
  }

  /**
   * Whether a walk will soon have met enough hits. How dense the first few lie tells so at once for
   * a common word, which has too many to be counted each time; before a word is taken for a rare
   * one, its hits are counted. A wrong guess costs time only.
   */
  private boolean isCommon(Session session, PageQuery query) {
    int few = plans.fewHits(query.rows(), query.limit());
    Sample sample = sample(session, query, Math.min(few, plans.sampledHits()) + 1L);
    return sample.hits() > few
        || (sample.hits() > plans.sampledHits()
            && (sample.density() * query.rows() > 2.0 * few
                || sample(session, query, few + 1L).hits() > few));
  }

  private Sample sample(Session session, PageQuery query, long limit) {
    return session
        .first(
            "select count(*), min(rowid), max(rowid) from (select rowid from %1$s_search where %1$s_search match ?"
                    .formatted(table)
                + " and rowid between ? and ? limit ?)",
            row -> new Sample(row.getLong(1), row.getLong(3) - row.getLong(2) + 1),
            query.match(),
            query.firstSeq(),
            query.lastSeq(),
            limit)
        .orElseThrow();
  }

  /**
   * The first hits in order of arrival.
   *
   * @param span how many rows lie from the first to the last of them
   */
  private record Sample(long hits, long span) {
    double density() {
      return (double) hits / span;
    }
  }

  /**
   * Reads the rows of the keys, a query for columns {@code v} and {@code seq} that gives them in
   * order. The cross join makes the keys the outer loop, so the rows come in that order too; an
   * "order by" would make SQLite sort whole rows once more, for a quarter of the time of a page.
   */
  private List<Row<T>> read(Session session, Sql keys) {
    String sql =
        "select k.v, t.seq, %s from (%s) k cross join %s t on t.seq = k.seq %s"
            .formatted(selection, keys, table, joins);
    return session.list(sql, row -> row(new ColumnReader(row)), keys.values());
  }

  private Row<T> row(ColumnReader row) throws SQLException {
    return new Row<>(row.text(), row.number(), reader.read(row));
  }

  /** Merged walks from the position on, for at most so many keys. */
  private void addWalk(Sql sql, PageQuery query, int limit) {
    String separator = "";
    for (long scope : query.scopes()) {
      for (Optional<Integer> kind : kinds(query)) {
        sql.add(separator)
            .add("select %s as v, seq from %s".formatted(sortColumn(query), table))
            .add(" where %s = ?".formatted(query.scopeColumn()), scope);
        kind.ifPresentOrElse(
            number -> sql.add(" and kind = ?", number), () -> sql.add(" and parent is not null"));
        addPosition(sql, query);
        separator = " union all ";
      }
    }
    addOrder(sql, query, limit);
  }

  /** A walk of bounded length, of which the rows that match the search are kept. */
  private Sql filteredWalk(PageQuery query, int wanted) {
    Sql sql = new Sql();
    sql.add("select w.v, w.seq from (");
    addWalk(sql, query, plans.longestWalk());
    // No "order by" here: it would make SQLite finish the walk before it filters. The cross join
    // makes the walk the outer loop, so rows come in its order.
    sql.add(") w cross join %s f on f.seq = w.seq where true".formatted(table));
    addNeedles(sql, query);
    return sql.add(" limit ?", wanted);
  }

  /** All hits of the full-text index, sorted. */
  private Sql hits(PageQuery query, int wanted) {
    Sql sql = new Sql();
    sql.add("select f.%s as v, f.seq from ".formatted(sortColumn(query)))
        .add("%1$s_search cross join %1$s f on f.seq = %1$s_search.rowid".formatted(table))
        .add(" where %s_search match ?".formatted(table), query.match())
        .add(" and %s_search.rowid between ?".formatted(table), query.firstSeq())
        .add(" and ?", query.lastSeq());
    addChoice(sql, "+f." + query.scopeColumn(), query.scopes());
    if (hasKinds) {
      addChoice(sql, "+f.kind", query.kinds());
    } else {
      sql.add(" and f.parent is not null");
    }
    addNeedles(sql, query);
    query
        .position()
        .ifPresent(
            position ->
                sql.add(
                    " and (+f.%s, f.seq) %s (?, ?)"
                        .formatted(sortColumn(query), query.walksUp() ? ">" : "<"),
                    sortValue(query, position),
                    position.sequence()));
    addOrder(sql, query, wanted);
    return sql;
  }

  private void addPosition(Sql sql, PageQuery query) {
    query
        .position()
        .ifPresent(
            position ->
                sql.add(
                    " and (%s, seq) %s (?, ?)"
                        .formatted(sortColumn(query), query.walksUp() ? ">" : "<"),
                    sortValue(query, position),
                    position.sequence()));
  }

  private static void addChoice(Sql sql, String column, List<? extends Number> choices) {
    String marks = choices.stream().map(choice -> "?").collect(Collectors.joining(", "));
    sql.add(" and %s in (%s)".formatted(column, marks), choices.toArray());
  }

  private static void addNeedles(Sql sql, PageQuery query) {
    query.needles().forEach(needle -> sql.add(" and instr(f.words, ?) > 0", needle));
  }

  private static void addOrder(Sql sql, PageQuery query, int limit) {
    sql.add(" order by v %1$s, seq %1$s limit ?".formatted(direction(query)), limit);
  }

  private List<Optional<Integer>> kinds(PageQuery query) {
    return hasKinds
        ? query.kinds().stream().map(Optional::of).toList()
        : Stream.of(Optional.<Integer>empty()).toList();
  }

  private static String direction(PageQuery query) {
    return query.walksUp() ? "asc" : "desc";
  }

  private static String sortColumn(PageQuery query) {
    return switch (query.sort().field()) {
      case DISPLAY_NAME -> "sort_key";
      case UPDATED_DATE -> "updated";
      case SIZE_IN_BYTES -> "size";
    };
  }

  private static Object sortValue(PageQuery query, Position position) {
    return query.sort().field() == SortField.DISPLAY_NAME
        ? position.value()
        : (Object) Long.valueOf(position.value());
  }

  private record Row<T>(String value, long seq, T item) {
    Position position(boolean backwards) {
      return new Position(value, seq, backwards);
    }
  }
}
