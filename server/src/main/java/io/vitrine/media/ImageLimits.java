package io.vitrine.media;

/**
 * The largest picture that is decoded (contract: processing.md section 6). Checked with the size
 * told by the header, before any pixel is decoded.
 *
 * @param maxEdge pixels of the longer side
 * @param maxPixels width times height
 */
public record ImageLimits(int maxEdge, long maxPixels) {
  /** Edge 30,000 pixels, 150 megapixels. */
  public static final ImageLimits DEFAULT = new ImageLimits(30_000, 150_000_000);

  public ImageLimits {
    if (maxEdge < 1 || maxPixels < 1) {
      throw new IllegalArgumentException("limits of " + maxEdge + " and " + maxPixels + " pixels");
    }
  }

  /** Whether a picture of this size may be decoded. */
  public boolean allows(PixelSize size) {
    return size.width() <= maxEdge
        && size.height() <= maxEdge
        && (long) size.width() * size.height() <= maxPixels;
  }
}
