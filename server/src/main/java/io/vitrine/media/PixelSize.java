package io.vitrine.media;

/**
 * Width and height of a picture in pixels as a viewer sees it, so after the EXIF orientation.
 *
 * @param width at least 1
 * @param height at least 1
 */
public record PixelSize(int width, int height) {
  public PixelSize {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("a picture of " + width + "x" + height + " pixels");
    }
  }
}
