package io.vitrine.http;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Values of the header {@code Content-Disposition} (RFC 6266 and 8187; contract: delivery.md
 * section 5). Names come from strangers: what could act on the way to somebody's disk is taken out.
 */
public final class ContentDisposition {
  private static final int LONGEST_NAME = 255;
  private static final String UNNAMED = "download";
  private static final String ATTRIBUTE_CHARACTERS = "!#$&+-.^_`|~";
  private static final Pattern RESERVED_ON_WINDOWS =
      Pattern.compile("(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\\..*)?", Pattern.CASE_INSENSITIVE);
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private ContentDisposition() {}

  /** Has a browser save the bytes under this name. */
  public static String attachment(String name) {
    return of("attachment", name);
  }

  /** Lets a browser show the bytes, and save them under this name. */
  public static String inline(String name) {
    return of("inline", name);
  }

  private static String of(String type, String name) {
    String cleaned = clean(name);
    String ascii = ascii(cleaned);
    String plain = type + "; filename=\"" + ascii + "\"";
    return ascii.equals(cleaned) ? plain : plain + "; filename*=UTF-8''" + encode(cleaned);
  }

  private static String clean(String name) {
    int separator = Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\'));
    StringBuilder kept = new StringBuilder();
    int bytes = 0;
    int[] characters = name.substring(separator + 1).codePoints().toArray();
    for (int character : characters) {
      if (isAllowed(character)) {
        bytes += utf8Length(character);
        if (bytes > LONGEST_NAME) {
          break;
        }
        kept.appendCodePoint(character);
      }
    }
    return usable(kept.toString().strip());
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
    return RESERVED_ON_WINDOWS.matcher(usable).matches() ? "_" + usable : usable;
  }

  private static boolean isAllowed(int character) {
    boolean bidiOverride =
        (character >= 0x202a && character <= 0x202e)
            || (character >= 0x2066 && character <= 0x2069);
    boolean lineEnd = character == 0x2028 || character == 0x2029;
    boolean surrogate = character >= 0xd800 && character <= 0xdfff;
    return !bidiOverride && !lineEnd && !surrogate && !Character.isISOControl(character);
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

  private static String ascii(String name) {
    StringBuilder ascii = new StringBuilder(name.length());
    name.codePoints()
        .forEach(
            character -> {
              boolean plain =
                  character >= 0x20
                      && character < 0x7f
                      && character != '"'
                      && character != '\\'
                      && character != '%';
              ascii.append(plain ? (char) character : '_');
            });
    return ascii.toString();
  }

  private static String encode(String name) {
    StringBuilder encoded = new StringBuilder();
    for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
      char character = (char) (octet & 0xff);
      boolean plain =
          (character >= 'A' && character <= 'Z')
              || (character >= 'a' && character <= 'z')
              || (character >= '0' && character <= '9')
              || ATTRIBUTE_CHARACTERS.indexOf(character) >= 0;
      if (plain) {
        encoded.append(character);
      } else {
        encoded.append('%').append(HEX.toHexDigits(octet));
      }
    }
    return encoded.toString();
  }
}
