package io.vitrine.media;

import io.vitrine.media.PictureException.Reason;
import io.vitrine.media.PictureOperation.Crop;
import io.vitrine.media.PictureOperation.CropPlace;
import io.vitrine.media.PictureOperation.Fill;
import io.vitrine.media.PictureOperation.Fit;
import io.vitrine.media.PictureOperation.SmartCrop;
import io.vitrine.media.PictureStep.Cut;
import io.vitrine.media.PictureStep.Scale;
import io.vitrine.media.PictureStep.SmartCut;
import java.util.ArrayList;
import java.util.List;

/**
 * The exact sizes of pictures (contract: delivery.md 8.2): what each operation of a transformation
 * does to a source of a known size, in whole pixels.
 */
public final class PictureGeometry {
  /**
   * Where a scaled picture would be longer than this, only what stays of it is scaled: filling a
   * tall box from a line of one pixel would else pass through a picture of millions of pixels.
   */
  static final int LONGEST_BETWEEN = 100_000;

  /** Scales of the contract have at most four decimals. */
  private static final long SCALE_UNIT = 10_000;

  private final List<PictureStep> steps = new ArrayList<>();
  private PixelSize size;

  private PictureGeometry(PixelSize upright) {
    this.size = upright;
  }

  /**
   * The steps from a source to the picture; none when it stays as it is.
   *
   * @param upright the source's size
   * @throws PictureException {@code INVALID} when a crop has nothing in common with its picture
   */
  public static List<PictureStep> steps(List<PictureOperation> operations, PixelSize upright)
      throws PictureException {
    return through(operations, upright).steps();
  }

  /**
   * The size of the picture.
   *
   * @param upright the source's size
   * @throws PictureException as by {@link #steps}
   */
  public static PixelSize result(List<PictureOperation> operations, PixelSize upright)
      throws PictureException {
    return through(operations, upright).size;
  }

  private static PictureGeometry through(List<PictureOperation> operations, PixelSize upright)
      throws PictureException {
    PictureGeometry geometry = new PictureGeometry(upright);
    for (PictureOperation operation : operations) {
      geometry.apply(operation);
    }
    return geometry;
  }

  private List<PictureStep> steps() {
    return List.copyOf(steps);
  }

  private void apply(PictureOperation operation) throws PictureException {
    switch (operation) {
      case Fit(int width, int height) -> fit(width, height);
      case Fill(int width, int height, PictureAnchor anchor) -> fill(width, height, anchor);
      case SmartCrop(int width, int height) -> smartCrop(width, height);
      case Crop crop -> crop(crop);
    }
  }

  private void fit(int width, int height) {
    if (width >= size.width() && height >= size.height()) {
      return;
    }
    boolean widthDecides = (long) width * size.height() <= (long) height * size.width();
    scale(
        widthDecides
            ? new PixelSize(width, (int) Math.max(1, (long) size.height() * width / size.width()))
            : new PixelSize(
                (int) Math.max(1, (long) size.width() * height / size.height()), height));
  }

  private void fill(int width, int height, PictureAnchor anchor) {
    Covering covering = covering(width, height);
    scaleAndCut(
        covering.width(),
        covering.height(),
        new Cut(
            start(anchor.x(), covering.width(), width),
            start(anchor.y(), covering.height(), height),
            width,
            height));
  }

  private void smartCrop(int width, int height) {
    Covering covering = covering(width, height);
    if (Math.max(covering.width(), covering.height()) > LONGEST_BETWEEN) {
      // Nothing draws the eye in a picture that is a line.
      fill(width, height, PictureAnchor.CENTRE);
      return;
    }
    scale(new PixelSize((int) covering.width(), (int) covering.height()));
    if (!size.equals(new PixelSize(width, height))) {
      steps.add(new SmartCut(width, height));
      size = new PixelSize(width, height);
    }
  }

  private void crop(Crop crop) throws PictureException {
    long scale = Math.round(crop.scale() * SCALE_UNIT);
    long width = scaled(size.width(), scale);
    long height = scaled(size.height(), scale);
    long x =
        switch (crop.place()) {
          case CropPlace.Corner(int left, int _) -> left;
          case CropPlace.Anchored(PictureAnchor anchor) -> start(anchor.x(), width, crop.width());
        };
    long y =
        switch (crop.place()) {
          case CropPlace.Corner(int _, int top) -> top;
          case CropPlace.Anchored(PictureAnchor anchor) -> start(anchor.y(), height, crop.height());
        };
    if (x >= width || y >= height) {
      throw new PictureException(
          Reason.INVALID,
          "the crop begins at %d, %d, outside of a picture of %dx%d pixels"
              .formatted(x, y, width, height));
    }
    scaleAndCut(
        width,
        height,
        new Cut(
            (int) x,
            (int) y,
            (int) Math.min(crop.width(), width - x),
            (int) Math.min(crop.height(), height - y)));
  }

  private static long scaled(int edge, long scale) {
    return Math.max(1, (edge * scale + SCALE_UNIT / 2) / SCALE_UNIT);
  }

  /** A size that may be far too large to be made. */
  private record Covering(long width, long height) {}

  /** The smallest size of the picture's ratio that covers the box. */
  private Covering covering(int width, int height) {
    boolean widthDecides = (long) width * size.height() >= (long) height * size.width();
    return widthDecides
        ? new Covering(width, Math.max(height, divided((long) size.height() * width, size.width())))
        : new Covering(
            Math.max(width, divided((long) size.width() * height, size.height())), height);
  }

  private static long divided(long number, int divisor) {
    return (2 * number + divisor) / (2L * divisor);
  }

  /** Where a part begins that is centred on the anchor and then moved inside. */
  private static int start(double anchor, long whole, int part) {
    long wanted = Math.round(anchor * whole - part / 2.0);
    return (int) Math.clamp(wanted, 0, Math.max(0, whole - part));
  }

  private void scaleAndCut(long width, long height, Cut cut) {
    if (Math.max(width, height) <= LONGEST_BETWEEN) {
      scale(new PixelSize((int) width, (int) height));
      cut(cut);
      return;
    }
    Span across = Span.of(cut.x(), cut.width(), width, size.width());
    Span down = Span.of(cut.y(), cut.height(), height, size.height());
    cut(new Cut(across.first(), down.first(), across.length(), down.length()));
    scale(new PixelSize(across.scaled(), down.scaled()));
    cut(new Cut(across.start(), down.start(), cut.width(), cut.height()));
  }

  private void scale(PixelSize wanted) {
    if (!size.equals(wanted)) {
      steps.add(new Scale(wanted.width(), wanted.height()));
      size = wanted;
    }
  }

  private void cut(Cut cut) {
    if (cut.width() != size.width() || cut.height() != size.height()) {
      steps.add(cut);
      size = new PixelSize(cut.width(), cut.height());
    }
  }

  /**
   * What one edge needs of its unscaled pixels.
   *
   * @param first of them
   * @param scaled their length after scaling
   * @param start where the part begins in them then
   */
  private record Span(int first, int length, int scaled, int start) {

    static Span of(int at, int part, long whole, int edge) {
      long first = at * (long) edge / whole;
      long end = Math.min(edge, Math.ceilDiv((at + (long) part) * edge, whole));
      int scaled = (int) Math.max(part, Math.round((end - first) * (double) whole / edge));
      long start = Math.round(at - first * (double) whole / edge);
      return new Span(
          (int) first, (int) (end - first), scaled, Math.clamp(start, 0, scaled - part));
    }
  }
}
