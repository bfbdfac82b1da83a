package io.vitrine.delivery.zip;

import io.vitrine.http.SafeFileName;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Gives the entries of one zip names that every system can unpack: no path, nothing reserved, and
 * in one folder no two that some file system takes for the same, whatever the case of their
 * letters.
 */
final class EntryNames {
  private static final Pattern FORBIDDEN_ON_WINDOWS = Pattern.compile("[<>:\"|?*]");
  private static final Pattern SEPARATOR = Pattern.compile("[/\\\\]");

  /** Room for a number in brackets. */
  private static final int NUMBER = 9;

  private final Set<String> taken = new HashSet<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  /** A name for a file in the folder with this number. */
  String file(long folder, String displayName) {
    String name = clean(displayName);
    return unique(folder, name, SafeFileName.extension(name));
  }

  /** A name for a folder in the folder with this number. */
  String folder(long folder, String displayName) {
    return unique(folder, clean(SEPARATOR.matcher(displayName).replaceAll("_")), "");
  }

  private String unique(long folder, String name, String extension) {
    if (taken.add(key(folder, name))) {
      return name;
    }
    // One count for all names that begin alike: looking for a free number stays cheap, however many
    // names somebody has chosen to be in the way.
    String whole = SafeFileName.cut(name, SafeFileName.LONGEST - NUMBER);
    String stem = whole.substring(0, whole.length() - extension.length());
    String count = key(folder, stem + "/" + extension);
    int number = numbers.getOrDefault(count, 1);
    String numbered = stem + " (" + number + ")" + extension;
    while (!taken.add(key(folder, numbered))) {
      number++;
      numbered = stem + " (" + number + ")" + extension;
    }
    numbers.put(count, number + 1);
    return numbered;
  }

  private static String clean(String displayName) {
    return FORBIDDEN_ON_WINDOWS.matcher(SafeFileName.of(displayName)).replaceAll("_");
  }

  private static String key(long folder, String name) {
    String folded =
        Normalizer.normalize(name, Normalizer.Form.NFC)
            .toUpperCase(Locale.ROOT)
            .toLowerCase(Locale.ROOT);
    return folder + "/" + folded;
  }
}
