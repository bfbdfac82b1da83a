package io.vitrine.http;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Makes of a stranger's name one that can do no harm on somebody's disk (contract: delivery.md
 * section 5): no path, no control character, no trick of writing direction, no name of a device, at
 * most 255 bytes.
 */
public final class SafeFileName {
  /** Bytes of UTF-8 that file systems take for one name. */
  public static final int LONGEST = 255;

  private static final int LONGEST_EXTENSION = 16;
  private static final String UNNAMED = "download";
  private static final Pattern RESERVED_ON_WINDOWS =
      Pattern.compile(
          "(?:con|prn|aux|nul|conin\\$|conout\\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3]) *(?:\\..*)?",
          Pattern.CASE_INSENSITIVE);

  private SafeFileName() {}

  /** The last part of the name as a path, cleaned; never empty. */
  public static String of(String name) {
    int separator = Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\'));
    StringBuilder kept = new StringBuilder();
    name.substring(separator + 1)
        .codePoints()
        .filter(SafeFileName::isAllowed)
        .forEach(kept::appendCodePoint);
    return usable(cut(kept.toString().strip(), LONGEST));
  }

  /** The name in at most this many bytes, cut between characters; its extension stays. */
  public static String cut(String name, int bytes) {
    if (utf8Length(name) <= bytes) {
      return name;
    }
    String extension = extension(name);
    String stem = name.substring(0, name.length() - extension.length());
    return beginning(stem, bytes - utf8Length(extension)) + extension;
  }

  /** What tells the type at the end of a name, with its dot; empty when nothing does. */
  public static String extension(String name) {
    int dot = name.lastIndexOf('.');
    boolean has = dot > 0 && name.length() - dot <= LONGEST_EXTENSION;
    return has ? name.substring(dot) : "";
  }

  private static String beginning(String text, int bytes) {
    int end = 0;
    int length = 0;
    while (end < text.length()) {
      int character = text.codePointAt(end);
      length += utf8Length(character);
      if (length > bytes) {
        break;
      }
      end += Character.charCount(character);
    }
    return text.substring(0, end);
  }

  private static String usable(String name) {
    int end = name.length();
    while (end > 0 && (name.charAt(end - 1) == '.' || name.charAt(end - 1) == ' ')) {
      end--;
    }
    String usable = name.substring(0, end);
    if (usable.isEmpty()) {
      return UNNAMED;
    }
    return RESERVED_ON_WINDOWS.matcher(usable).matches() ? cut("_" + usable, LONGEST) : usable;
  }

  private static boolean isAllowed(int character) {
    boolean bidiOverride =
        (character >= 0x202a && character <= 0x202e)
            || (character >= 0x2066 && character <= 0x2069);
    boolean lineEnd = character == 0x2028 || character == 0x2029;
    boolean surrogate = character >= 0xd800 && character <= 0xdfff;
    return !bidiOverride && !lineEnd && !surrogate && !Character.isISOControl(character);
  }

  private static int utf8Length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static int utf8Length(int character) {
    if (character < 0x80) {
      return 1;
    }
    if (character < 0x800) {
      return 2;
    }
    return character < 0x10000 ? 3 : 4;
  }
}
