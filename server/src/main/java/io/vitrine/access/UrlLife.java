package io.vitrine.access;

import java.time.Duration;
import java.time.Instant;

/**
 * The life of a signed URL.
 *
 * @param begins whole seconds
 * @param ends whole seconds
 */
public record UrlLife(Instant begins, Instant ends) {
  private static final int PARTS = 10;
  private static final Duration LONGEST_WINDOW = Duration.ofHours(1);

  /**
   * A life that is never shorter than asked for and at most a tenth, or an hour, longer. It is the
   * same for all calls of a short window, so that they give the same URL: browsers and the caches
   * between know a file by nothing else.
   *
   * @param least at least ten seconds
   */
  public static UrlLife of(Instant now, Duration least) {
    long window = Math.min(least.toSeconds() / PARTS, LONGEST_WINDOW.toSeconds());
    if (window < 1) {
      throw new IllegalArgumentException("a life of " + least);
    }
    // A second counts as over when it has begun, so that no part of one is lost.
    long end = now.getEpochSecond() + 1 + least.toSeconds();
    long rounded = Math.ceilDiv(end, window) * window;
    return new UrlLife(
        Instant.ofEpochSecond(rounded - window - least.toSeconds()),
        Instant.ofEpochSecond(rounded));
  }
}
