package io.vitrine.media.video;

import java.util.List;
import java.util.Optional;

/** The steady rate at which a film is offered (contract: processing.md section 3: 60 at most). */
final class FrameRates {
  /** In use for films, the lowest first; what has no steady rate of its own gets one of them. */
  private static final List<Fraction> USUAL =
      List.of(
          new Fraction(5, 1),
          new Fraction(10, 1),
          new Fraction(12, 1),
          new Fraction(15, 1),
          new Fraction(20, 1),
          new Fraction(24_000, 1_001),
          new Fraction(24, 1),
          new Fraction(25, 1),
          new Fraction(30_000, 1_001),
          new Fraction(30, 1),
          new Fraction(50, 1),
          new Fraction(60_000, 1_001),
          new Fraction(60, 1));

  private static final Fraction LOWEST = USUAL.getFirst();
  private static final Fraction UNKNOWN = new Fraction(30, 1);
  private static final double HIGHEST = 60.01;

  /** What is told to be higher is the container's clock, such as 1000 in WebM from browsers. */
  private static final double HIGHEST_TOLD = 900;

  /** A mean over frames that come when they like is hardly ever a round number. */
  private static final double TOLERANCE = 0.99;

  private FrameRates() {}

  static Fraction of(MediaStream.Video video) {
    Optional<Fraction> average = video.averageRate().filter(FrameRates::isPlausible);
    Optional<Fraction> real = video.realRate().filter(FrameRates::isPlausible);
    if (average.isEmpty() && real.isEmpty()) {
      return UNKNOWN;
    }
    Fraction rate = average.or(() -> real).orElseThrow();
    boolean steady =
        average.isEmpty()
            || real.isEmpty()
            || Math.abs(real.get().value() / average.get().value() - 1) < 0.001;
    return steady ? withinBounds(real.orElse(rate)) : usualFor(rate);
  }

  private static boolean isPlausible(Fraction rate) {
    return rate.value() < HIGHEST_TOLD;
  }

  /** Every second, third … frame of a quicker film, so that motion stays even. */
  private static Fraction withinBounds(Fraction rate) {
    if (rate.value() < LOWEST.value()) {
      return LOWEST;
    }
    long divisor = (long) Math.ceil(rate.value() / HIGHEST);
    if (rate.numerator() % divisor == 0) {
      return new Fraction(rate.numerator() / divisor, rate.denominator());
    }
    return usualFor(new Fraction(rate.numerator(), rate.denominator() * divisor));
  }

  private static Fraction usualFor(Fraction rate) {
    return USUAL.stream()
        .filter(usual -> usual.value() >= rate.value() * TOLERANCE)
        .findFirst()
        .orElseGet(USUAL::getLast);
  }
}
