package io.vitrine.library;

import io.vitrine.library.Refusal.Reason;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Which headers a caller may send to the source of an import (contract: uploads.md section 3). */
final class ImportHeaders {
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}");

  /** RFC 9110 section 5.5, less what is beyond ASCII. */
  private static final Pattern VALUE =
      Pattern.compile("[\\x21-\\x7e]?|[\\x21-\\x7e][\\x20-\\x7e\\t]*[\\x21-\\x7e]");

  private static final Set<String> OURS =
      Set.of(
          "host",
          "content-length",
          "transfer-encoding",
          "connection",
          "upgrade",
          "te",
          "trailer",
          "expect");
  private static final int MOST_CHARACTERS = 16_000;

  private ImportHeaders() {}

  /**
   * Refuses headers that are malformed or that steer the connection.
   *
   * @throws Refusal {@code INVALID_URL_HEADERS}
   */
  static void check(List<Map.Entry<String, String>> headers) {
    long characters = 0;
    for (Map.Entry<String, String> header : headers) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      boolean wellFormed =
          NAME.matcher(name).matches() && VALUE.matcher(header.getValue()).matches();
      if (!wellFormed || OURS.contains(name) || name.startsWith("proxy-")) {
        throw new Refusal(
            Reason.INVALID_URL_HEADERS,
            "urlHeaders has a header that is malformed or may not be set");
      }
      characters += name.length() + header.getValue().length();
    }
    if (characters > MOST_CHARACTERS) {
      throw new Refusal(
          Reason.INVALID_URL_HEADERS,
          "urlHeaders must have at most " + MOST_CHARACTERS + " characters");
    }
  }
}
