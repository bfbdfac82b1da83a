package io.vitrine.catalog.sqlite;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What stands in the full-text index: of each word its runs of three letters, and its first letter
 * and first two letters behind a {@code ^}. So any part of three letters or more and any beginning
 * of a word is found by looking up whole tokens.
 */
final class Grams {
  private static final String START = "^";
  private static final int LENGTH = 3;

  /** Enough to leave few candidates; each is compared with the search itself afterwards. */
  private static final int MOST_IN_QUERY = 24;

  private Grams() {}

  /** The words as the column {@code words} holds them: each behind a space. */
  static String text(Collection<String> words) {
    return words.stream().map(word -> " " + word).collect(Collectors.joining());
  }

  /** The grams of a text of words divided by spaces, each once. */
  static String ofText(String words) {
    Set<String> grams = new LinkedHashSet<>();
    for (String word : words.split(" ", -1)) {
      int[] letters = word.codePoints().toArray();
      for (int length = 1; length < LENGTH && length <= letters.length; length++) {
        grams.add(START + new String(letters, 0, length));
      }
      addParts(grams, letters);
    }
    return String.join(" ", grams);
  }

  /** An FTS5 query that finds at least the texts that have all these words of a search. */
  static String query(Collection<String> words) {
    Set<String> grams = new LinkedHashSet<>();
    for (String word : words) {
      int[] letters = word.codePoints().toArray();
      if (letters.length < LENGTH) {
        grams.add(START + word);
      } else {
        addParts(grams, letters);
      }
    }
    // Words are letters and digits only, so there is nothing to escape.
    return grams.stream()
        .limit(MOST_IN_QUERY)
        .map(gram -> '"' + gram + '"')
        .collect(Collectors.joining(" "));
  }

  /** What a text must hold to match each of these words of a search. */
  static List<String> needles(Collection<String> words) {
    return words.stream()
        .map(word -> word.codePointCount(0, word.length()) < LENGTH ? " " + word : word)
        .toList();
  }

  private static void addParts(Set<String> grams, int[] letters) {
    for (int i = 0; i + LENGTH <= letters.length; i++) {
      grams.add(new String(letters, i, LENGTH));
    }
  }
}
