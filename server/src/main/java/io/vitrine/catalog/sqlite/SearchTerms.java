package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.SearchText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A search in the terms of the tables. The searched text of a row has two spaces before each word,
 * so that a part of three letters tells also how a word begins: {@code " a"} finds words that begin
 * with a, {@code " ab"} those that begin with ab.
 *
 * @param fragments texts that must all lie in the searched text of a row
 */
record SearchTerms(List<String> fragments) {
  private static final int PART = 3;

  /** The searched text of these texts. */
  static String searchedText(List<String> texts) {
    return texts.stream()
        .flatMap(text -> SearchText.words(text).stream())
        .map(word -> "  " + word)
        .collect(Collectors.joining());
  }

  /** The terms of a search; none when it holds no letter and no digit. */
  static SearchTerms of(String search) {
    List<String> fragments = new ArrayList<>();
    for (String word : SearchText.words(search)) {
      int length = word.codePointCount(0, word.length());
      fragments.add(" ".repeat(Math.max(0, PART - length)) + word);
    }
    return new SearchTerms(fragments.stream().distinct().toList());
  }

  /** Whether no row can match. */
  boolean isEmpty() {
    return fragments.isEmpty();
  }

  /** The full-text query that finds every row with all parts of all fragments, and maybe more. */
  String partsQuery() {
    Set<String> parts = new LinkedHashSet<>();
    for (String fragment : fragments) {
      int[] letters = fragment.codePoints().toArray();
      for (int i = 0; i + PART <= letters.length; i++) {
        // Words hold letters and digits only, so no quote can end the quotation.
        parts.add("\"" + new String(letters, i, PART) + "\"");
      }
    }
    return String.join(" AND ", parts);
  }
}
