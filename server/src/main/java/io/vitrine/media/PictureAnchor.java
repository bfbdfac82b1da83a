package io.vitrine.media;

/**
 * What stays when a picture is cut: the cut is centred on this point and moved inside the picture
 * (contract: delivery.md 8.3, {@code al} and {@code fp}).
 *
 * @param x from 0 (left edge) to 1 (right edge)
 * @param y from 0 (upper edge) to 1 (lower edge)
 */
public record PictureAnchor(double x, double y) {
  public static final PictureAnchor CENTRE = new PictureAnchor(0.5, 0.5);

  public PictureAnchor {
    if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1)) {
      throw new IllegalArgumentException("an anchor lies between 0 and 1: " + x + ", " + y);
    }
  }
}
