package io.vitrine.media.imaging;

import io.vitrine.media.Rgb;

/**
 * A colour where distances are about what people see (Björn Ottosson's OKLab).
 *
 * @param l lightness, 0 to 1
 * @param a green to red
 * @param b blue to yellow
 */
record OkLab(double l, double a, double b) {
  private static final double[] LINEAR = linear();

  static OkLab of(Rgb colour) {
    double r = LINEAR[colour.r()];
    double g = LINEAR[colour.g()];
    double b = LINEAR[colour.b()];
    double l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    double m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    double s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
    return new OkLab(
        0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
        1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
        0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s);
  }

  double distance(OkLab other) {
    double dl = l - other.l;
    double da = a - other.a;
    double db = b - other.b;
    return Math.sqrt(dl * dl + da * da + db * db);
  }

  /** How far from grey: 0, to about 0.3. */
  double chroma() {
    return Math.hypot(a, b);
  }

  private static double[] linear() {
    double[] linear = new double[256];
    for (int i = 0; i < linear.length; i++) {
      double value = i / 255.0;
      linear[i] = value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
    return linear;
  }
}
