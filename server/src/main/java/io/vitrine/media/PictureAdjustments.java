package io.vitrine.media;

import java.util.Optional;

/**
 * What is done to a picture's looks after it has its size (contract: delivery.md 8.3).
 *
 * @param brightness percent, -100 to 100
 * @param contrast percent, -100 to 100
 * @param saturation percent, -100 to 100
 * @param hue degrees, -180 to 180
 * @param blur percent, 0 to 100
 */
public record PictureAdjustments(
    Optional<Sharpening> sharpening,
    double brightness,
    double contrast,
    double saturation,
    double hue,
    double blur) {
  public static final PictureAdjustments NONE =
      new PictureAdjustments(Optional.empty(), 0, 0, 0, 0, 0);

  /**
   * An unsharp mask.
   *
   * @param radius pixels, 0.1 to 500; more than 128 works as 128
   * @param amount 0 to 10
   * @param threshold 0 to 255
   */
  public record Sharpening(double radius, double amount, double threshold) {}
}
