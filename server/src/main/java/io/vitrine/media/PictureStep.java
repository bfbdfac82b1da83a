package io.vitrine.media;

/**
 * One step towards a picture's size, in whole pixels; what a transformation becomes once the size
 * of its source is known.
 */
public sealed interface PictureStep {

  /** Keeps a rectangle, which lies inside of the picture. */
  record Cut(int x, int y, int width, int height) implements PictureStep {}

  /** Scales to exactly this size, both ways. */
  record Scale(int width, int height) implements PictureStep {}

  /** Keeps a rectangle of this size, not larger than the picture, around what draws the eye. */
  record SmartCut(int width, int height) implements PictureStep {}
}
