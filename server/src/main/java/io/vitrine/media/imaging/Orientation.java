package io.vitrine.media.imaging;

import io.vitrine.media.PictureStep;
import io.vitrine.media.PictureStep.Cut;
import io.vitrine.media.PictureStep.Scale;
import io.vitrine.media.PictureStep.SmartCut;
import io.vitrine.media.PixelSize;
import java.util.ArrayList;
import java.util.List;

/**
 * How a picture is stored relative to how it is seen: the eight values of EXIF. Seen is what one
 * gets by mirroring the stored picture, then swapping its axes.
 *
 * @param swapped whether rows are seen as columns
 * @param mirroredX whether stored columns run from right to left
 * @param mirroredY whether stored rows run from bottom to top
 */
record Orientation(boolean swapped, boolean mirroredX, boolean mirroredY) {
  static final Orientation UPRIGHT = new Orientation(false, false, false);

  /** Of the tag's value; values that EXIF does not know are upright. */
  static Orientation ofExif(int tag) {
    return switch (tag) {
      case 2 -> new Orientation(false, true, false);
      case 3 -> new Orientation(false, true, true);
      case 4 -> new Orientation(false, false, true);
      case 5 -> new Orientation(true, false, false);
      case 6 -> new Orientation(true, false, true);
      case 7 -> new Orientation(true, true, true);
      case 8 -> new Orientation(true, true, false);
      default -> UPRIGHT;
    };
  }

  /** A size with its axes swapped when they are; the same there and back. */
  PixelSize turned(PixelSize size) {
    return swapped ? new PixelSize(/* width= */ size.height(), /* height= */ size.width()) : size;
  }

  /**
   * The steps that do to the stored picture what these do to the seen one: the picture can then be
   * turned last, when it is small.
   *
   * @param stored size of the stored picture
   */
  List<PictureStep> stored(List<PictureStep> seen, PixelSize stored) {
    List<PictureStep> steps = new ArrayList<>();
    PixelSize size = stored;
    for (PictureStep step : seen) {
      PictureStep turned = stored(step, size);
      steps.add(turned);
      size =
          switch (turned) {
            case Cut cut -> new PixelSize(cut.width(), cut.height());
            case Scale scale -> new PixelSize(scale.width(), scale.height());
            case SmartCut cut -> new PixelSize(cut.width(), cut.height());
          };
    }
    return steps;
  }

  private PictureStep stored(PictureStep step, PixelSize size) {
    return switch (step) {
      case Scale(int width, int height) ->
          swapped ? new Scale(height, width) : new Scale(width, height);
      case SmartCut(int width, int height) ->
          swapped ? new SmartCut(height, width) : new SmartCut(width, height);
      case Cut(int x, int y, int width, int height) -> {
        Cut cut = swapped ? new Cut(y, x, height, width) : new Cut(x, y, width, height);
        yield new Cut(
            mirroredX ? size.width() - cut.x() - cut.width() : cut.x(),
            mirroredY ? size.height() - cut.y() - cut.height() : cut.y(),
            cut.width(),
            cut.height());
      }
    };
  }

  /** The seen picture of a stored one. */
  VipsImage turn(VipsImage stored) {
    if (equals(UPRIGHT)) {
      return stored;
    }
    // Turning reads rows in another order than a decoder gives them.
    VipsImage image = stored.inMemory();
    if (!swapped) {
      return mirroredX && mirroredY
          ? image.operation("rot").set("angle", "d180").output()
          : image
              .operation("flip")
              .set("direction", mirroredX ? "horizontal" : "vertical")
              .output();
    }
    VipsImage quarter = image.operation("rot").set("angle", mirroredX ? "d270" : "d90").output();
    return mirroredX == mirroredY
        ? quarter.operation("flip").set("direction", "horizontal").output()
        : quarter;
  }
}
