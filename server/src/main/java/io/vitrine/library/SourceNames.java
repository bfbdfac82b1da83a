package io.vitrine.library;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the source of an import calls its file. Names are text, never paths. */
final class SourceNames {
  private static final Pattern EXTENDED =
      Pattern.compile("(?i)(?:^|;)\\s*filename\\*\\s*=\\s*(utf-8|iso-8859-1)'[^']*'([^;\\s]+)");

  /** Possessive, since Java repeats any other group by calling itself for each character. */
  private static final Pattern PLAIN =
      Pattern.compile(
          "(?i)(?:^|;)\\s*filename\\s*=\\s*"
              + "(?:\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"|([^;\\s]+))");

  private SourceNames() {}

  /** The last segment of a URL's path. */
  static Optional<String> ofUrl(String url) {
    String path = url.replaceFirst("(?i)^https?://[^/?#]*", "").replaceFirst("[?#].*$", "");
    return clean(decode(path.substring(path.lastIndexOf('/') + 1)));
  }

  /** The file name in a {@code Content-Disposition} (RFC 6266 section 4.3, RFC 8187). */
  static Optional<String> ofDisposition(String header) {
    Matcher extended = EXTENDED.matcher(header);
    if (extended.find()) {
      return clean(
          extended.group(1).equalsIgnoreCase("utf-8")
              ? decode(extended.group(2))
              : URLDecoder.decode(
                  extended.group(2).replaceAll("%(?![0-9a-fA-F]{2})", "%25").replace("+", "%2B"),
                  StandardCharsets.ISO_8859_1));
    }
    Matcher plain = PLAIN.matcher(header);
    if (!plain.find()) {
      return Optional.empty();
    }
    String name =
        plain.group(1) != null
            ? plain.group(1).replaceAll("\\\\(.)", "$1")
            : decode(plain.group(2));
    return clean(utf8(name).orElse(name));
  }

  private static Optional<String> clean(String name) {
    String visible =
        FileNames.lastSegment(name)
            .codePoints()
            .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString()
            .strip();
    boolean usable = !visible.isEmpty() && !visible.equals(".") && !visible.equals("..");
    return usable ? Optional.of(FileNames.cut(visible)) : Optional.empty();
  }

  private static String decode(String text) {
    // A plus sign is itself in a path; a percent sign that escapes nothing is one too.
    String strict = text.replaceAll("%(?![0-9a-fA-F]{2})", "%25").replace("+", "%2B");
    return URLDecoder.decode(strict, StandardCharsets.UTF_8);
  }

  /** Headers come as one character a byte; most who send more than ASCII send UTF-8. */
  private static Optional<String> utf8(String text) {
    if (text.chars().anyMatch(c -> c > 0xff)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)))
              .toString());
    } catch (CharacterCodingException otherCharset) {
      return Optional.empty();
    }
  }
}
