package io.vitrine.media.model;

import java.util.List;

/** A colour of linear light, each part from 0 to 1. */
record Colour(double red, double green, double blue) {
  /** Of what has no colour of its own: a light grey, which shows the shape. */
  static final Colour PLAIN = new Colour(0.7, 0.7, 0.7);

  /** Of a material's numbers. */
  static Colour of(List<Double> factor) {
    return factor.size() < 3
        ? PLAIN
        : new Colour(share(factor.get(0)), share(factor.get(1)), share(factor.get(2)));
  }

  private static double share(double number) {
    return Double.isNaN(number) ? 0 : Math.clamp(number, 0, 1);
  }

  /** As an opaque pixel 0xAARRGGBB under so much light, 0 to 1. */
  int lit(double light) {
    return 0xff000000 | level(red * light) << 16 | level(green * light) << 8 | level(blue * light);
  }

  private static int level(double linear) {
    return (int) Math.round(255 * Math.pow(linear, 1 / 2.2));
  }
}
