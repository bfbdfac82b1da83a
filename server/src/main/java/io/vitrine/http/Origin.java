package io.vitrine.http;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The scheme, host and port under which clients reach us. A {@code Host} that is not plainly a host
 * would end up in URLs that we hand out, so it is not used; forwarded headers are not read at all
 * (contract: security.md threat 29).
 */
final class Origin {
  private static final int LONGEST_HOST = 255;
  private static final Pattern HOST =
      Pattern.compile(
          "(?:[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\\.[a-z0-9_][a-z0-9_-]{0,62})*+\\.?|"
              + "\\[[0-9a-f:.]{2,45}])(?::[0-9]{1,5})?");

  private Origin() {}

  /** The origin for a request's authority, or the given one when that is no host. */
  static String of(String scheme, String authority, String otherwise) {
    if (authority == null || authority.length() > LONGEST_HOST) {
      return otherwise;
    }
    String host = authority.toLowerCase(Locale.ROOT);
    return HOST.matcher(host).matches() ? scheme + "://" + host : otherwise;
  }
}
