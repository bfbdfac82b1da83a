package io.vitrine.media.video;

import java.util.Optional;

/**
 * A rate or ratio as containers tell it, such as {@code 30000/1001}, never of zero.
 *
 * @param numerator at least 1
 * @param denominator at least 1
 */
public record Fraction(long numerator, long denominator) {
  private static final long MOST = Integer.MAX_VALUE;

  public Fraction {
    if (numerator < 1 || denominator < 1) {
      throw new IllegalArgumentException("a fraction of " + numerator + "/" + denominator);
    }
  }

  /** Reads {@code 30000/1001} or {@code 4:3}; empty for anything else, also for 0/0. */
  static Optional<Fraction> parse(String text) {
    int middle = Math.max(text.indexOf('/'), text.indexOf(':'));
    if (middle < 0) {
      return Optional.empty();
    }
    try {
      long numerator = Long.parseLong(text.substring(0, middle));
      long denominator = Long.parseLong(text.substring(middle + 1));
      return numerator < 1 || denominator < 1 || numerator > MOST || denominator > MOST
          ? Optional.empty()
          : Optional.of(new Fraction(numerator, denominator));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  /** The nearest number. */
  public double value() {
    return (double) numerator / denominator;
  }

  /** How long so many take, when this is a rate a second; in milliseconds, to the nearest. */
  long millisecondsOf(long count) {
    return Math.round(1_000.0 * count * denominator / numerator);
  }

  @Override
  public String toString() {
    return numerator + "/" + denominator;
  }
}
