package io.vitrine.media;

/**
 * A colour in sRGB.
 *
 * @param r 0 to 255, as the others
 */
public record Rgb(int r, int g, int b) {
  public Rgb {
    if (((r | g | b) & ~0xff) != 0) {
      throw new IllegalArgumentException("no colour: " + r + "," + g + "," + b);
    }
  }
}
