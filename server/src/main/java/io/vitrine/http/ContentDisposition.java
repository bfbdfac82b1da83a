package io.vitrine.http;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Values of the header {@code Content-Disposition} (RFC 6266 and 8187; contract: delivery.md
 * section 5). Names come from strangers and are made {@linkplain SafeFileName safe}.
 */
public final class ContentDisposition {
  private static final String ATTRIBUTE_CHARACTERS = "!#$&+-.^_`|~";
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
    String cleaned = SafeFileName.of(name);
    String ascii = ascii(cleaned);
    String plain = type + "; filename=\"" + ascii + "\"";
    return ascii.equals(cleaned) ? plain : plain + "; filename*=UTF-8''" + encode(cleaned);
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
