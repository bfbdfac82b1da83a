package io.vitrine.media.video;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * When a poster is taken (contract: delivery.md 9.5).
 *
 * @param number from 0
 * @param seconds into the film
 * @param window seconds within which a picture that is not black is looked for
 */
record PosterMoment(int number, double seconds, double window) {
  private static final double[] SHARES = {0.1, 0.3, 0.5, 0.7};

  /** In less time there is hardly more to be seen. */
  private static final Duration SHORT = Duration.ofSeconds(2);

  private static final int OF_A_SHORT_FILM = 2;
  private static final double WIDEST = 6;

  /** The asset key of the poster. */
  String key() {
    return "poster." + number;
  }

  /** The same, but not behind the last picture: the sound may go on for long. */
  PosterMoment atMost(double last) {
    return new PosterMoment(number, Math.max(0, Math.min(seconds, last)), window);
  }

  /** How many posters a film of this length has: 2 or 4. */
  static int count(Duration length) {
    return length.compareTo(SHORT) < 0 ? OF_A_SHORT_FILM : SHARES.length;
  }

  /** The moments of a film of this length. */
  static List<PosterMoment> of(Duration length, int count) {
    double seconds = length.toMillis() / 1_000.0;
    // Up to the next moment, so that no two posters show the same.
    double window = Math.min(WIDEST, seconds * 0.18);
    return IntStream.range(0, count)
        .mapToObj(number -> new PosterMoment(number, seconds * SHARES[number], window))
        .toList();
  }
}
