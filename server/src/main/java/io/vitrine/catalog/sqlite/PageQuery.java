package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.Position;
import io.vitrine.catalog.SearchText;
import io.vitrine.catalog.Sort;
import java.util.List;
import java.util.Optional;

/**
 * A page that is wanted, in the words of the tables.
 *
 * @param rows about how many rows the site has in the table
 * @param scopeColumn {@code tree}, or the column of the parent folder
 * @param scopes its values; none for an empty page
 * @param kinds kinds of files; none for an empty page; not used for folders
 * @param words words of the search, none to find everything
 */
record PageQuery(
    long site,
    long rows,
    String scopeColumn,
    List<Long> scopes,
    List<Integer> kinds,
    List<String> words,
    Sort sort,
    Optional<Position> position,
    int limit) {

  /** As many words as the longest search of the API has, many times over. */
  private static final int MOST_WORDS = 500;

  PageQuery {
    if (words.size() > MOST_WORDS) {
      throw new IllegalArgumentException("a search of more than " + MOST_WORDS + " words");
    }
  }

  /**
   * The words of a search; empty when no row can match. A blank search finds everything, one of
   * nothing but punctuation nothing.
   */
  static Optional<List<String>> words(String search) {
    List<String> words = SearchText.words(search).stream().distinct().toList();
    return words.isEmpty() && !search.isBlank() ? Optional.empty() : Optional.of(words);
  }

  List<String> needles() {
    return Grams.needles(words);
  }

  String match() {
    return Grams.query(words);
  }

  long firstSeq() {
    return Codes.seqsBefore(site) + 1;
  }

  long lastSeq() {
    return Codes.lastSeq(site);
  }

  boolean isAscending() {
    return sort.ascending();
  }

  boolean isBackwards() {
    return position.filter(Position::backwards).isPresent();
  }

  /** Whether the walk goes to greater values. */
  boolean walksUp() {
    return sort.ascending() != isBackwards();
  }
}
