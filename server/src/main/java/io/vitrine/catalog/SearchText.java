package io.vitrine.catalog;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How names are compared and searched, the same in every database: any case, any accent.
 *
 * <p>A search is cut into words (runs of letters and digits). A word of three letters or more is
 * found in any part of a word, a shorter one at the beginning of a word; all words of the search
 * must be found.
 */
public final class SearchText {
  private SearchText() {}

  /** The text without case and accents: {@code "Éte"} gives {@code "ete"}. */
  public static String fold(String text) {
    if (isPlainAscii(text)) {
      return text.toLowerCase(Locale.ROOT);
    }
    String decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD);
    StringBuilder folded = new StringBuilder(decomposed.length());
    decomposed
        .codePoints()
        .filter(codePoint -> Character.getType(codePoint) != Character.NON_SPACING_MARK)
        .forEach(folded::appendCodePoint);
    return folded.toString().toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  /** The key by which display names are sorted. */
  public static String sortKey(String displayName) {
    return fold(displayName);
  }

  /** The folded words of the text, in order. */
  public static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    fold(text)
        .codePoints()
        .forEach(
            codePoint -> {
              if (Character.isLetterOrDigit(codePoint)) {
                word.appendCodePoint(codePoint);
              } else if (!word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
              }
            });
    if (!word.isEmpty()) {
      words.add(word.toString());
    }
    return words;
  }

  private static boolean isPlainAscii(String text) {
    return text.chars().allMatch(character -> character < 0x80);
  }
}
