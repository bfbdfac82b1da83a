package io.vitrine.media.imaging;

import io.vitrine.media.PictureException;
import io.vitrine.media.PictureException.Reason;
import io.vitrine.media.PictureFormat;
import io.vitrine.media.PictureStep;
import io.vitrine.media.PictureStep.Cut;
import io.vitrine.media.PictureStep.SmartCut;
import io.vitrine.media.PixelSize;
import io.vitrine.media.Transformation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes one picture: what happens to it, in order. */
final class Rendering {
  private final VipsSession session;
  private final Source source;
  private final Transformation wanted;

  private Rendering(VipsSession session, Source source, Transformation wanted) {
    this.session = session;
    this.source = source;
    this.wanted = wanted;
  }

  /** From the size of a source to the steps that it goes through. */
  interface Steps {
    List<PictureStep> of(PixelSize upright) throws PictureException;
  }

  /**
   * Makes a picture.
   *
   * @param steps what its operations mean for its size
   * @throws PictureException when it cannot be made
   */
  static void render(Libvips vips, RenderOrder order, Steps steps) throws PictureException {
    SourceFormat format = SourceFormat.of(order.mimeType());
    try (ReadableFile file = ReadableFile.of(order.source(), format);
        VipsSession session = new VipsSession(vips)) {
      Source source = Source.open(session, file.path(), file.format());
      write(session, source, order.transformation(), steps.of(source.upright()), order.target());
    } catch (VipsFailure failure) {
      throw failure.of(order.source(), order.target());
    }
  }

  /**
   * Makes a picture of a source that is open.
   *
   * @param seen what its operations mean for the upright source
   */
  static void write(
      VipsSession session,
      Source source,
      Transformation wanted,
      List<PictureStep> seen,
      Path target)
      throws PictureException {
    new Rendering(session, source, wanted).write(seen, target);
  }

  private void write(List<PictureStep> seen, Path target) throws PictureException {
    List<PictureStep> steps = source.orientation().stored(seen, source.size());
    Geometry geometry = Geometry.of(foundSmartCuts(steps), source.size(), source.shrinksOnLoad());
    VipsImage picture = animated() ? animation(geometry) : finished(still(geometry), geometry);
    new Encoder(wanted.format(), wanted.quality(), wanted.baseline()).write(picture, target);
  }

  private boolean animated() {
    return wanted.allFrames()
        && source.format().animated()
        && source.frames() > 1
        && (wanted.format() == PictureFormat.GIF || wanted.format() == PictureFormat.WEBP);
  }

  private VipsImage still(Geometry geometry) {
    return source.pixels(session, geometry.shrink(), false);
  }

  private VipsImage finished(VipsImage frame, Geometry geometry) {
    VipsImage picture = Colours.toSrgb(resized(frame, geometry));
    picture = new Adjusting(wanted.adjustments()).apply(source.orientation().turn(picture));
    // Last, so that the ground is white whatever was done to the colours.
    return wanted.format() == PictureFormat.JPEG ? Colours.flat(picture) : picture;
  }

  /** Colours are taken to sRGB after this, when there are fewer pixels. */
  static VipsImage resized(VipsImage frame, Geometry geometry) {
    if (!frame.hasAlpha() || !geometry.scales()) {
      return geometry.apply(frame);
    }
    String depth = frame.number(ImageNumber.FORMAT) == 0 ? "uchar" : "ushort";
    VipsImage weighted = frame.operation("premultiply").output();
    return geometry.apply(weighted).operation("unpremultiply").output().cast(depth);
  }

  private VipsImage animation(Geometry geometry) throws PictureException {
    VipsImage roll = source.pixels(session, geometry.shrink(), true);
    int height = roll.number(ImageNumber.FRAME_HEIGHT);
    int width = roll.number(ImageNumber.WIDTH);
    int count = roll.number(ImageNumber.HEIGHT) / height;
    List<VipsImage> frames = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      frames.add(finished(roll.cut(0, i * height, width, height), geometry));
    }
    PixelSize size = frames.getFirst().size();
    if ((long) size.width() * size.height() * count > Source.MAX_PIXELS_OF_ALL) {
      throw new PictureException(
          Reason.TOO_LARGE,
          "%d frames of %dx%d pixels are too many".formatted(count, size.width(), size.height()));
    }
    return session
        .operation("arrayjoin")
        .images("in", frames)
        .set("across", 1)
        .output()
        .with("page-height", size.height());
  }

  /**
   * Puts cuts in the place of smart cuts. What draws the eye is looked for in the first frame, in a
   * pass of its own, so that all frames are cut alike.
   */
  private List<PictureStep> foundSmartCuts(List<PictureStep> steps) {
    List<PictureStep> found = steps;
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i) instanceof SmartCut(int width, int height)) {
        Geometry before = Geometry.of(found.subList(0, i), source.size(), source.shrinksOnLoad());
        VipsImage image = Colours.toSrgb(resized(still(before), before)).inMemory();
        VipsImage cut =
            session
                .operation("smartcrop")
                .image("input", image)
                .set("width", width)
                .set("height", height)
                .set("interesting", "attention")
                .output();
        int x = -cut.number(ImageNumber.X_OFFSET);
        int y = -cut.number(ImageNumber.Y_OFFSET);
        found = Geometry.replaced(found, i, new Cut(x, y, width, height));
      }
    }
    return found;
  }
}
