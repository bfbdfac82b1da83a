package io.vitrine.delivery.transform;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The formats beyond JPEG, PNG and GIF that a client says it can show (contract: delivery.md 8.4).
 * Wildcards tell nothing: every client sends them.
 */
public record Accepted(boolean avif, boolean webp) {
  /** Of a client that says nothing. */
  public static final Accepted NOTHING = new Accepted(false, false);

  private static final Pattern ZERO = Pattern.compile("q\\s*=\\s*0(\\.0*)?");

  /** Reads the values of the header {@code Accept}. */
  public static Accepted of(List<String> headers) {
    boolean avif = false;
    boolean webp = false;
    for (String header : headers) {
      for (String range : header.toLowerCase(Locale.ROOT).split(",", -1)) {
        String[] parts = range.strip().split("\\s*;\\s*", -1);
        if (parts[0].equals("image/avif")) {
          avif = !isExcluded(parts);
        } else if (parts[0].equals("image/webp")) {
          webp = !isExcluded(parts);
        }
      }
    }
    return new Accepted(avif, webp);
  }

  private static boolean isExcluded(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      if (ZERO.matcher(parts[i]).matches()) {
        return true;
      }
    }
    return false;
  }
}
