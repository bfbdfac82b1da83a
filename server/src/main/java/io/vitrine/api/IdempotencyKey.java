package io.vitrine.api;

import io.vitrine.access.Caller;
import io.vitrine.http.HttpProblem;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A key that a caller chose for one call, and what it belongs to.
 *
 * @param method of the API
 * @param hash names it in the database: SHA-256, 64 hex digits
 * @param context all that makes it this key, in full; a secret of the caller
 */
record IdempotencyKey(String method, String hash, String context) {
  private static final int LONGEST = 255;

  /**
   * The key in the header, as a string of structured fields (RFC 9651 section 3.3.3) or, as most
   * clients send it, without the quotes; empty when none was sent.
   *
   * @throws HttpProblem 400 {@code INVALID_IDEMPOTENCY_KEY} when it is not 1 to 255 visible ASCII
   *     characters or was sent twice
   */
  static Optional<String> in(List<String> values) {
    if (values.isEmpty()) {
      return Optional.empty();
    }
    String sent = values.getFirst().strip();
    String key = isQuoted(sent) ? sent.substring(1, sent.length() - 1) : sent;
    boolean plain =
        key.chars()
            .allMatch(letter -> letter > 0x20 && letter < 0x7f && letter != '"' && letter != '\\');
    if (values.size() > 1 || key.isEmpty() || key.length() > LONGEST || !plain) {
      throw new HttpProblem(
          400,
          "INVALID_IDEMPOTENCY_KEY",
          "an Idempotency-Key is one text of 1 to 255 visible ASCII characters without quotes and"
              + " backslashes inside; a random UUID makes a good one");
    }
    return Optional.of(key);
  }

  /** The key of this caller for this method. */
  static IdempotencyKey of(Caller caller, String method, String key) {
    // No part can hold a NUL, so parts cannot be shifted into each other.
    String context =
        String.join("\0", "idempotency", caller.siteId(), caller.subjectId(), method, key);
    return new IdempotencyKey(method, sha256(context), context);
  }

  private static boolean isQuoted(String text) {
    return text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
  }

  private static String sha256(String text) {
    return HexFormat.of().formatHex(AnswerBytes.sha256(text.getBytes(StandardCharsets.UTF_8)));
  }
}
