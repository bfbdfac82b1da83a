package io.vitrine.http;

import java.util.Locale;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One line a request, without secrets and without what could forge a line (contract: security.md
 * threat 34).
 */
final class AccessLog {
  private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);
  private static final int LONGEST_PATH = 1024;
  private static final int LONGEST_CALLER_ID = 64;
  private static final int SHOWN_OF_A_SECRET = 8;
  private static final Pattern TOKEN_IN_PATH =
      Pattern.compile("(/(?:upload(?:/tus(?:/files)?)?|stream|archive)/)([^/?]+)");
  private static final Pattern TOKEN_IN_QUERY =
      Pattern.compile("([?&](?:[a-z_-]*token)=)[^&]*", Pattern.CASE_INSENSITIVE);

  /**
   * What one line tells.
   *
   * @param target path and query as sent
   * @param callerId the caller's own {@code X-Request-ID}; null when not sent
   */
  record Line(
      String id,
      String method,
      String target,
      int status,
      long bytesIn,
      long bytesOut,
      long milliseconds,
      String remoteAddress,
      String callerId) {}

  void write(Line line) {
    if (!LOG.isInfoEnabled()) {
      return;
    }
    LoggingEventBuilder event =
        LOG.atInfo()
            .addKeyValue("id", line.id())
            .addKeyValue("method", escape(line.method(), LONGEST_CALLER_ID))
            .addKeyValue("path", withoutSecrets(line.target()))
            .addKeyValue("status", line.status())
            .addKeyValue("in", line.bytesIn())
            .addKeyValue("out", line.bytesOut())
            .addKeyValue("ms", line.milliseconds())
            .addKeyValue("remote", line.remoteAddress());
    if (line.callerId() != null) {
      event = event.addKeyValue("callerId", cleanedId(line.callerId()));
    }
    event.log("request");
  }

  /** A path and query as it may stand in a log. */
  static String withoutSecrets(String target) {
    String text = target;
    if (text.contains("/upload/") || text.contains("/stream/") || text.contains("/archive/")) {
      text =
          TOKEN_IN_PATH
              .matcher(text)
              .replaceAll(
                  match ->
                      java.util.regex.Matcher.quoteReplacement(
                          match.group(1) + beginning(match.group(2))));
    }
    if (text.indexOf('?') >= 0) {
      text = TOKEN_IN_QUERY.matcher(text).replaceAll("$1…");
    }
    return escape(text, LONGEST_PATH);
  }

  private static String beginning(String secret) {
    return secret.length() <= SHOWN_OF_A_SECRET
        ? secret
        : secret.substring(0, SHOWN_OF_A_SECRET) + "…";
  }

  private static String cleanedId(String id) {
    StringBuilder cleaned = new StringBuilder();
    for (int i = 0; i < Math.min(id.length(), LONGEST_CALLER_ID); i++) {
      char character = id.charAt(i);
      boolean plain = character > 0x20 && character < 0x7f && character != '"';
      cleaned.append(plain ? character : '_');
    }
    return cleaned.toString();
  }

  private static String escape(String text, int longest) {
    boolean plain = text.length() <= longest;
    for (int i = 0; plain && i < text.length(); i++) {
      char character = text.charAt(i);
      plain = (character >= 0x20 && character < 0x7f) || character == '…';
    }
    if (plain) {
      return text;
    }
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < Math.min(text.length(), longest); i++) {
      char character = text.charAt(i);
      if ((character >= 0x20 && character < 0x7f) || character == '…') {
        escaped.append(character);
      } else {
        escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) character));
      }
    }
    return text.length() > longest ? escaped.append('…').toString() : escaped.toString();
  }
}
