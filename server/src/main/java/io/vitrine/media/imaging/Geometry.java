package io.vitrine.media.imaging;

import io.vitrine.media.PictureStep;
import io.vitrine.media.PictureStep.Cut;
import io.vitrine.media.PictureStep.Scale;
import io.vitrine.media.PictureStep.SmartCut;
import io.vitrine.media.PixelSize;
import java.util.ArrayList;
import java.util.List;

/**
 * The way from a stored frame to the picture's size.
 *
 * @param steps on the stored frame; all smart cuts are already found
 * @param stored size of a frame in the file
 * @param shrink what the decoder does of the first scaling
 */
record Geometry(List<PictureStep> steps, PixelSize stored, int shrink) {

  Geometry {
    steps = List.copyOf(steps);
  }

  /**
   * With the largest shrinking that the decoder can do by itself.
   *
   * @param decoderShrinks whether it can
   */
  static Geometry of(List<PictureStep> steps, PixelSize stored, boolean decoderShrinks) {
    return new Geometry(steps, stored, decoderShrinks ? shrink(steps, stored) : 1);
  }

  private static int shrink(List<PictureStep> steps, PixelSize stored) {
    PixelSize size = stored;
    boolean cut = false;
    for (PictureStep step : steps) {
      switch (step) {
        case Cut(int _, int _, int width, int height) -> {
          size = new PixelSize(width, height);
          cut = true;
        }
        case SmartCut _ -> {
          return 1;
        }
        case Scale(int width, int height) -> {
          double ratio = Math.min((double) size.width() / width, (double) size.height() / height);
          // The edges of a cut fall between the pixels of a shrunk picture: shrinking by half as
          // much keeps the error below a quarter of a pixel of the result.
          return largest(cut ? ratio / 2 : ratio);
        }
      }
    }
    return 1;
  }

  private static int largest(double ratio) {
    return ratio >= 8 ? 8 : ratio >= 4 ? 4 : ratio >= 2 ? 2 : 1;
  }

  /** Whether pixels are mixed, so that those under transparency must count for less. */
  boolean scales() {
    return steps.stream().anyMatch(Scale.class::isInstance);
  }

  /** Takes a decoded frame, shrunk as told, to its size. */
  VipsImage apply(VipsImage frame) {
    VipsImage image = frame;
    boolean shrunk = shrink > 1;
    for (PictureStep step : steps) {
      image =
          switch (step) {
            case Cut cut -> shrunk ? cutShrunk(image, cut) : cut(image, cut);
            case Scale(int width, int height) -> scale(image, width, height);
            case SmartCut _ -> throw new IllegalStateException("a smart cut was not found");
          };
      shrunk = shrunk && step instanceof Cut;
    }
    return image;
  }

  private static VipsImage cut(VipsImage image, Cut cut) {
    return image.cut(cut.x(), cut.y(), cut.width(), cut.height());
  }

  private VipsImage cutShrunk(VipsImage image, Cut cut) {
    PixelSize size = image.size();
    int left = Math.min(Math.round((float) cut.x() / shrink), size.width() - 1);
    int top = Math.min(Math.round((float) cut.y() / shrink), size.height() - 1);
    int right = Math.round((float) (cut.x() + cut.width()) / shrink);
    int bottom = Math.round((float) (cut.y() + cut.height()) / shrink);
    return image.cut(
        left,
        top,
        Math.clamp(right - left, 1, size.width() - left),
        Math.clamp(bottom - top, 1, size.height() - top));
  }

  static VipsImage scale(VipsImage image, int width, int height) {
    PixelSize size = image.size();
    if (size.width() == width && size.height() == height) {
      return image;
    }
    VipsImage scaled =
        image
            .operation("resize")
            .set("scale", (double) width / size.width())
            .set("vscale", (double) height / size.height())
            .output();
    if (scaled.size().equals(new PixelSize(width, height))) {
      return scaled;
    }
    // The library rounds by itself, and may be a pixel off.
    return scaled
        .operation("embed")
        .set("x", 0)
        .set("y", 0)
        .set("width", width)
        .set("height", height)
        .set("extend", "copy")
        .output();
  }

  /** The steps with another one at a place. */
  static List<PictureStep> replaced(List<PictureStep> steps, int index, PictureStep step) {
    List<PictureStep> changed = new ArrayList<>(steps);
    changed.set(index, step);
    return changed;
  }
}
