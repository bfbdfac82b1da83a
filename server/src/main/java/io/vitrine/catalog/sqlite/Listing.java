package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.Page;
import io.vitrine.catalog.Position;
import io.vitrine.catalog.RootFolder;
import io.vitrine.catalog.Sort;
import io.vitrine.catalog.SortField;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads a page of a table by keyset: never by counting rows, so that its cost does not grow with
 * the depth.
 *
 * <p>Two plans. A walk follows the index of the sort from the place of the cursor and takes what
 * matches. A search for rare words instead asks the full-text index for all matches and sorts them.
 * Each is slow where the other is quick, so the number of matches decides.
 *
 * @param <T> what a row is made into
 */
final class Listing<T> {
  /** A wish in the terms of the tables. */
  record Question(
      Scope scope,
      List<Filter> filters,
      Optional<SearchTerms> search,
      Sort sort,
      Optional<Position> position,
      int limit) {}

  /** Where the walk goes. */
  sealed interface Scope {
    /** The children of the folder with this number. */
    record Children(long folder) implements Scope {}

    /**
     * All rows of these trees of a site.
     *
     * @param mediaTypes empty for all; only where an index leads with them
     */
    record Trees(long site, List<RootFolder> roots, List<Integer> mediaTypes) implements Scope {}
  }

  /** A condition on a column of the table. */
  record Filter(String condition, Object value) {}

  /** A row with what is needed to find its place again. */
  record Placed<T>(T item, String sortValue, long seq) {}

  /**
   * The table.
   *
   * @param name also the beginning of the names of its indexes
   * @param parent the column of the folder in which a row lies
   * @param columns what is read, from {@code t} and the joined tables
   * @param joins of further tables to {@code t}
   */
  record Table(String name, String parent, String columns, String joins) {}

  private final Table table;
  private final Sql.RowMapper<T> mapper;
  private final int rareMatches;

  /**
   * @param rareMatches up to so many matches the full-text index is asked
   */
  Listing(Table table, Sql.RowMapper<T> mapper, int rareMatches) {
    this.table = table;
    this.mapper = mapper;
    this.rareMatches = rareMatches;
  }

  /** The page. */
  Page<T> page(Session session, Question question) {
    if (question.search().filter(SearchTerms::isEmpty).isPresent()) {
      return new Page<>(List.of(), Optional.empty(), Optional.empty());
    }
    Statement statement =
        question.search().isPresent() && isRare(session, question.search().get())
            ? lookUp(question)
            : walk(question);
    String column = column(question.sort().field());
    List<Placed<T>> rows =
        session.with(
            sql ->
                sql.list(
                    statement.text(),
                    row ->
                        new Placed<>(
                            mapper.map(row), row.getString("t_" + column), row.getLong("t_seq")),
                    statement.parameters().toArray()));
    return cut(question, rows);
  }

  private boolean isRare(Session session, SearchTerms terms) {
    long matches =
        session.with(
            sql ->
                sql.number(
                    "select count(*) from (select 1 from %s_part where %s_part match ? limit ?)"
                        .formatted(table.name(), table.name()),
                    terms.partsQuery(),
                    rareMatches + 1));
    return matches <= rareMatches;
  }

  private record Statement(String text, List<Object> parameters) {}

  /** Follows the index of the sort; several trees or types are walked apart and merged. */
  private Statement walk(Question question) {
    String column = column(question.sort().field());
    List<String> legs = new ArrayList<>();
    List<Object> parameters = new ArrayList<>();
    for (Leg leg : legs(question)) {
      StringBuilder text = new StringBuilder();
      text.append("select t.seq, t.").append(column).append(" from ").append(table.name());
      text.append(" t indexed by ").append(leg.index()).append(" where ").append(leg.condition());
      parameters.addAll(leg.values());
      conditions(question, text, parameters, "");
      text.append(order(question, "t.", column)).append(" limit ?");
      parameters.add(question.limit() + 1);
      legs.add("select * from (" + text + ")");
    }
    String keys = String.join(" union all ", legs);
    if (legs.size() > 1) {
      keys = "select * from (" + keys + ")" + order(question, "", column) + " limit ?";
      parameters.add(question.limit() + 1);
    }
    return new Statement(rows(question, keys), parameters);
  }

  /** Asks the full-text index for all matches and sorts them. */
  private Statement lookUp(Question question) {
    String column = column(question.sort().field());
    StringBuilder text = new StringBuilder();
    List<Object> parameters = new ArrayList<>();
    text.append("select t.seq, t.").append(column).append(" from ").append(table.name());
    text.append(
        " t where t.seq in (select rowid from %s_part where %s_part match ?)"
            .formatted(table.name(), table.name()));
    parameters.add(question.search().orElseThrow().partsQuery());
    switch (question.scope()) {
      case Scope.Children(long folder) -> {
        text.append(" and +t.").append(table.parent()).append(" = ?");
        parameters.add(folder);
      }
      case Scope.Trees(long site, List<RootFolder> roots, List<Integer> mediaTypes) -> {
        text.append(" and +t.site = ? and +t.root in (").append(marks(roots.size())).append(')');
        parameters.add(site);
        roots.forEach(root -> parameters.add(Codes.of(root)));
        if (!mediaTypes.isEmpty()) {
          text.append(" and +t.media_type in (").append(marks(mediaTypes.size())).append(')');
          parameters.addAll(mediaTypes);
        }
      }
    }
    // The plus keeps the planner from the indexes of the walk.
    conditions(question, text, parameters, "+");
    text.append(order(question, "t.", column)).append(" limit ?");
    parameters.add(question.limit() + 1);
    return new Statement(rows(question, text.toString()), parameters);
  }

  private record Leg(String index, String condition, List<Object> values) {}

  private List<Leg> legs(Question question) {
    String column = column(question.sort().field());
    return switch (question.scope()) {
      case Scope.Children(long folder) ->
          List.of(
              new Leg(
                  table.name() + "_children_" + column,
                  "t." + table.parent() + " = ?",
                  List.of(folder)));
      case Scope.Trees(long site, List<RootFolder> roots, List<Integer> mediaTypes) -> {
        List<Leg> legs = new ArrayList<>();
        boolean byType = !mediaTypes.isEmpty() && question.sort().field() == SortField.UPDATED_DATE;
        for (RootFolder root : roots) {
          if (byType) {
            for (int mediaType : mediaTypes) {
              legs.add(
                  new Leg(
                      table.name() + "_types_updated",
                      "t.site = ? and t.root = ? and t.media_type = ?",
                      List.of(site, Codes.of(root), mediaType)));
            }
          } else {
            List<Object> values = new ArrayList<>(List.of(site, Codes.of(root)));
            values.addAll(mediaTypes);
            legs.add(
                new Leg(
                    table.name() + "_tree_" + column,
                    "t.site = ? and t.root = ?"
                        + (mediaTypes.isEmpty()
                            ? ""
                            : " and t.media_type in (" + marks(mediaTypes.size()) + ")"),
                    values));
          }
        }
        yield legs;
      }
    };
  }

  private void conditions(
      Question question, StringBuilder text, List<Object> parameters, String plus) {
    for (Filter filter : question.filters()) {
      text.append(" and ").append(filter.condition());
      parameters.add(filter.value());
    }
    for (String fragment : question.search().map(SearchTerms::fragments).orElse(List.of())) {
      text.append(" and instr(t.search_text, ?) > 0");
      parameters.add(fragment);
    }
    if (question.position().isPresent()) {
      Position position = question.position().get();
      String column = column(question.sort().field());
      text.append(" and (").append(plus).append("t.").append(column).append(", t.seq) ");
      text.append(isAscending(question) ? "> (?, ?)" : "< (?, ?)");
      parameters.add(
          question.sort().field() == SortField.DISPLAY_NAME
              ? position.value()
              : Long.valueOf(position.value()));
      parameters.add(position.sequence());
    }
  }

  private String rows(Question question, String keys) {
    String column = column(question.sort().field());
    return "select t.seq as t_seq, t.%s as t_%s, %s from (%s) k cross join %s t on t.seq = k.seq %s%s"
        .formatted(
            column,
            column,
            table.columns(),
            keys,
            table.name(),
            table.joins(),
            order(question, "k.", column));
  }

  private static String order(Question question, String prefix, String column) {
    String direction = isAscending(question) ? "asc" : "desc";
    return " order by %s%s %s, %sseq %s".formatted(prefix, column, direction, prefix, direction);
  }

  /** The direction of the walk, which is against the sort when the page before is wanted. */
  private static boolean isAscending(Question question) {
    boolean backwards = question.position().filter(Position::backwards).isPresent();
    return question.sort().ascending() != backwards;
  }

  private Page<T> cut(Question question, List<Placed<T>> found) {
    boolean more = found.size() > question.limit();
    List<Placed<T>> rows = new ArrayList<>(more ? found.subList(0, question.limit()) : found);
    boolean backwards = question.position().filter(Position::backwards).isPresent();
    if (backwards) {
      Collections.reverse(rows);
    }
    boolean hasNext = backwards || more;
    boolean hasPrevious = backwards ? more : question.position().isPresent();
    Function<Placed<T>, T> item = Placed::item;
    return new Page<>(
        rows.stream().map(item).toList(),
        hasNext && !rows.isEmpty() ? Optional.of(place(rows.getLast(), false)) : Optional.empty(),
        hasPrevious && !rows.isEmpty()
            ? Optional.of(place(rows.getFirst(), true))
            : Optional.empty());
  }

  private static Position place(Placed<?> row, boolean backwards) {
    return new Position(row.sortValue(), row.seq(), backwards);
  }

  private static String column(SortField field) {
    return switch (field) {
      case DISPLAY_NAME -> "sort_name";
      case UPDATED_DATE -> "updated";
      case SIZE_IN_BYTES -> "size";
    };
  }

  private static String marks(int count) {
    return String.join(", ", Collections.nCopies(count, "?"));
  }
}
