package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.SearchText;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the columns {@code words} and {@code text} of a file hold. */
final class FileWords {
  /** Letters of text that a file is found by. Rows must stay short, since listings read them. */
  private static final int MOST_TEXT = 16_000;

  private FileWords() {}

  /**
   * The words that a file is found by.
   *
   * @param text what {@link #ofText} made of the file's text
   */
  static String of(String name, String mimeType, Collection<String> labels, Optional<String> text) {
    Set<String> words = new LinkedHashSet<>(SearchText.words(name));
    words.addAll(SearchText.words(mimeType));
    labels.forEach(label -> words.addAll(SearchText.words(label)));
    text.map(String::strip)
        .filter(known -> !known.isEmpty())
        .ifPresent(known -> words.addAll(List.of(known.split(" ", -1))));
    return Grams.text(words);
  }

  /** The first words of a text, each once. */
  static String ofText(String text) {
    Set<String> words = new LinkedHashSet<>();
    int length = 0;
    for (String word : SearchText.words(text)) {
      if (!words.contains(word)) {
        length += word.length() + 1;
        if (length > MOST_TEXT) {
          break;
        }
        words.add(word);
      }
    }
    return Grams.text(words);
  }
}
