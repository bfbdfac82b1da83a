package io.vitrine.media;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The beginning of a text in lower case, whichever of the usual encodings it has: without
 * byte-order mark, leading blanks and the zero bytes that UTF-16 and UTF-32 put between ASCII
 * characters.
 */
final class TextStart {
  /** A browser looks no further for a type (WHATWG MIME Sniffing section 5.2: 1445 bytes). */
  private static final int LENGTH = 1445;

  private final String text;

  TextStart(Content content) {
    byte[] head = content.head();
    String raw =
        new String(head, 0, Math.min(head.length, 4 * LENGTH), StandardCharsets.ISO_8859_1);
    String marks =
        raw.replaceFirst("^(\u00ef\u00bb\u00bf|\u00fe\u00ff|\u00ff\u00fe|\0\0\u00fe\u00ff)", "");
    String plain = marks.replace("\0", "").stripLeading();
    text = plain.substring(0, Math.min(LENGTH, plain.length())).toLowerCase(Locale.ROOT);
  }

  String text() {
    return text;
  }

  boolean beginsWith(String lowerCase) {
    return text.startsWith(lowerCase);
  }

  boolean contains(String lowerCase) {
    return text.contains(lowerCase);
  }
}
