package io.vitrine.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Takes a path as sent apart and decodes each part once. What could mean one path to us and another
 * to somebody else is refused here, before any route sees it (contract: delivery.md H25).
 */
final class PathParts {
  private PathParts() {}

  /**
   * The decoded parts of a path; {@code /a/} has an empty last part.
   *
   * @throws HttpProblem 400 for broken percent-encoding or UTF-8; 404 for separators, control
   *     characters, path parameters and dot segments
   */
  static List<String> of(String rawPath) {
    if (rawPath.isEmpty() || rawPath.charAt(0) != '/') {
      throw malformed();
    }
    List<String> parts = new ArrayList<>(8);
    int start = 1;
    while (true) {
      int end = rawPath.indexOf('/', start);
      String raw = end < 0 ? rawPath.substring(start) : rawPath.substring(start, end);
      parts.add(part(raw));
      if (end < 0) {
        return parts;
      }
      start = end + 1;
    }
  }

  private static String part(String raw) {
    boolean encoded = false;
    for (int i = 0; i < raw.length(); i++) {
      char character = raw.charAt(i);
      if (character == '%') {
        encoded = true;
      } else if (character == ';' || character > 0x7e) {
        throw notFound();
      }
    }
    String decoded = encoded ? decode(raw) : raw;
    for (int i = 0; i < decoded.length(); i++) {
      char character = decoded.charAt(i);
      if (character == '/' || character == '\\' || Character.isISOControl(character)) {
        throw notFound();
      }
    }
    if (decoded.equals(".") || decoded.equals("..")) {
      throw notFound();
    }
    return decoded;
  }

  private static String decode(String raw) {
    ByteBuffer bytes = ByteBuffer.allocate(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char character = raw.charAt(i);
      if (character == '%') {
        boolean whole = i + 2 < raw.length();
        int high = whole ? hexDigit(raw.charAt(i + 1)) : -1;
        int low = whole ? hexDigit(raw.charAt(i + 2)) : -1;
        if (high < 0 || low < 0) {
          throw malformed();
        }
        bytes.put((byte) (high << 4 | low));
        i += 2;
      } else {
        bytes.put((byte) character);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(bytes.flip())
          .toString();
    } catch (CharacterCodingException notUtf8) {
      throw malformed();
    }
  }

  private static int hexDigit(char character) {
    return HexFormat.isHexDigit(character) ? HexFormat.fromHexDigit(character) : -1;
  }

  private static HttpProblem malformed() {
    return new HttpProblem(400, "INVALID_ARGUMENT", "the path is malformed");
  }

  private static HttpProblem notFound() {
    return new HttpProblem(404, "NOT_FOUND", "there is nothing at this path");
  }
}
