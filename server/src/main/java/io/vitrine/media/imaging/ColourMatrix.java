package io.vitrine.media.imaging;

/** The matrices of the filter functions of CSS (W3C Filter Effects Module Level 1, section 11). */
final class ColourMatrix {
  private static final double RED = 0.213;
  private static final double GREEN = 0.715;
  private static final double BLUE = 0.072;

  private ColourMatrix() {}

  /** 0 makes everything grey, 1 changes nothing. */
  static double[] saturation(double s) {
    return new double[] {
      RED + (1 - RED) * s,
      GREEN - GREEN * s,
      BLUE - BLUE * s,
      RED - RED * s,
      GREEN + (1 - GREEN) * s,
      BLUE - BLUE * s,
      RED - RED * s,
      GREEN - GREEN * s,
      BLUE + (1 - BLUE) * s
    };
  }

  /** Turns the circle of colours. */
  static double[] hue(double degrees) {
    double cos = Math.cos(Math.toRadians(degrees));
    double sin = Math.sin(Math.toRadians(degrees));
    return new double[] {
      RED + cos * (1 - RED) - sin * RED,
      GREEN - cos * GREEN - sin * GREEN,
      BLUE - cos * BLUE + sin * (1 - BLUE),
      RED - cos * RED + sin * 0.143,
      GREEN + cos * (1 - GREEN) + sin * 0.140,
      BLUE - cos * BLUE - sin * 0.283,
      RED - cos * RED - sin * (1 - RED),
      GREEN - cos * GREEN + sin * GREEN,
      BLUE + cos * (1 - BLUE) + sin * BLUE
    };
  }
}
