package io.vitrine.media.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;

/** What is to be seen in a picture. */
record PictureAssert(BufferedImage image) {

  PictureAssert hasSize(int width, int height) {
    assertThat(image.getWidth() + "x" + image.getHeight()).isEqualTo(width + "x" + height);
    return this;
  }

  /** A pixel at these fractions of the edges is of a colour, give or take what codecs change. */
  PictureAssert shows(double x, double y, Color colour, int tolerance) {
    Color seen =
        new Color(image.getRGB((int) (x * image.getWidth()), (int) (y * image.getHeight())), true);
    assertThat(new int[] {seen.getRed(), seen.getGreen(), seen.getBlue(), seen.getAlpha()})
        .as("at %s, %s", x, y)
        .satisfies(
            rgb -> {
              assertThat(Math.abs(rgb[0] - colour.getRed())).isLessThanOrEqualTo(tolerance);
              assertThat(Math.abs(rgb[1] - colour.getGreen())).isLessThanOrEqualTo(tolerance);
              assertThat(Math.abs(rgb[2] - colour.getBlue())).isLessThanOrEqualTo(tolerance);
              assertThat(Math.abs(rgb[3] - colour.getAlpha())).isLessThanOrEqualTo(tolerance);
            });
    return this;
  }

  /** The four quarters, row by row. */
  PictureAssert showsQuarters(Color... colours) {
    shows(0.25, 0.25, colours[0], 12);
    shows(0.75, 0.25, colours[1], 12);
    shows(0.25, 0.75, colours[2], 12);
    shows(0.75, 0.75, colours[3], 12);
    return this;
  }

  /** The mean difference of all channels, of pictures of one size. */
  static double difference(BufferedImage one, BufferedImage other) {
    assertThat(one.getWidth()).isEqualTo(other.getWidth());
    assertThat(one.getHeight()).isEqualTo(other.getHeight());
    long sum = 0;
    for (int y = 0; y < one.getHeight(); y++) {
      for (int x = 0; x < one.getWidth(); x++) {
        Color a = new Color(one.getRGB(x, y));
        Color b = new Color(other.getRGB(x, y));
        sum += Math.abs(a.getRed() - b.getRed());
        sum += Math.abs(a.getGreen() - b.getGreen());
        sum += Math.abs(a.getBlue() - b.getBlue());
      }
    }
    return sum / 3.0 / one.getWidth() / one.getHeight();
  }
}
