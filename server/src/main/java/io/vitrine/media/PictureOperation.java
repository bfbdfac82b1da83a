package io.vitrine.media;

/**
 * One operation of a transformation (contract: delivery.md 8.2). Each works on the upright picture
 * that the one before it gave. Widths and heights are 1 to 5,000 pixels, but for a crop that
 * another operation follows: up to 30,000.
 */
public sealed interface PictureOperation {

  /** The largest picture of the same ratio inside the box; never scaled up, never padded. */
  record Fit(int width, int height) implements PictureOperation {}

  /** Exactly this size: scaled until it covers, then cut where the anchor says. */
  record Fill(int width, int height, PictureAnchor anchor) implements PictureOperation {}

  /**
   * A rectangle of the picture, clipped at its edges.
   *
   * @param scale the picture is scaled by it first; over 0, at most 10
   * @param place where the rectangle lies in the scaled picture
   */
  record Crop(int width, int height, double scale, CropPlace place) implements PictureOperation {}

  /** As {@link Fill}, cut around what draws the eye. */
  record SmartCrop(int width, int height) implements PictureOperation {}

  /** Where a crop's rectangle lies. */
  sealed interface CropPlace {
    /** Its left upper corner, from 0. */
    record Corner(int x, int y) implements CropPlace {}

    /** By an anchor, as older clients ask. */
    record Anchored(PictureAnchor anchor) implements CropPlace {}
  }
}
