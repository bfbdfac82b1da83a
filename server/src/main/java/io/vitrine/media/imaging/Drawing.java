package io.vitrine.media.imaging;

import io.vitrine.media.PictureException;
import io.vitrine.media.PictureException.Reason;
import io.vitrine.media.PictureFormat;
import io.vitrine.media.PixelSize;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * Draws an SVG. Its loader is let run for this one order only. The library gives the drawing no
 * place of its own, so that whatever it refers to outside of itself is not found, and there is no
 * network around it; its depth and number of nodes were bounded when it was taken in.
 */
final class Drawing {
  /** What is drawn. */
  static final String MIME_TYPE = "image/svg+xml";

  private static final String LOADER_CLASS = "VipsForeignLoadSvg";

  /** Edge of the picture that colours are told of. */
  private static final int SMALL = 64;

  /** The loader scales by no less. */
  private static final double LEAST_SCALE = 0.001;

  private final VipsSession session;
  private final Path source;
  private final PixelSize size;

  private Drawing(VipsSession session, Path source) {
    this.session = session;
    this.source = source;
    this.size = load(1).size();
  }

  /** Something to do with a drawing. */
  private interface Use<T> {
    T of(Drawing drawing) throws PictureException;
  }

  /**
   * Tells what is in a drawing.
   *
   * @throws PictureException when it cannot be drawn
   */
  static Inspection inspect(Libvips vips, Path source) throws PictureException {
    return open(
        vips,
        source,
        drawing -> Inspecting.of(Pixels.of(drawing.drawn(SMALL)), drawing.size, 1, false));
  }

  /**
   * Draws it as PNG; smaller ones are drawn larger, as they lose nothing by it.
   *
   * @throws PictureException when it cannot be drawn
   */
  static Answer.Previewed preview(Libvips vips, Order.Preview order) throws PictureException {
    return open(
        vips,
        order.source(),
        drawing -> {
          VipsImage image = drawing.drawn(order.edge());
          new Encoder(PictureFormat.PNG, OptionalInt.empty(), false).write(image, order.target());
          return new Answer.Previewed(PictureFormat.PNG, image.size());
        });
  }

  private static <T> T open(Libvips vips, Path source, Use<T> use) throws PictureException {
    if (!Files.isReadable(source)) {
      throw new PictureException(Reason.UNAVAILABLE, "the source is not there");
    }
    vips.allow(LOADER_CLASS, true);
    try (VipsSession session = new VipsSession(vips)) {
      return use.of(new Drawing(session, source));
    } catch (VipsFailure failure) {
      throw failure.of(source);
    } finally {
      vips.allow(LOADER_CLASS, false);
    }
  }

  private VipsImage drawn(int edge) throws PictureException {
    double scale = (double) edge / Math.max(size.width(), size.height());
    if (scale < LEAST_SCALE) {
      throw new PictureException(
          Reason.TOO_LARGE, "a drawing of %dx%d pixels".formatted(size.width(), size.height()));
    }
    VipsImage image = Colours.toSrgb(load(scale));
    // A line is rounded to nothing, or a pixel too many.
    return image.cut(
        0, 0, Math.min(edge, image.size().width()), Math.min(edge, image.size().height()));
  }

  private VipsImage load(double scale) {
    return session
        .operation("svgload")
        .text("filename", source.toString())
        .set("scale", scale)
        .set("fail-on", "error")
        .output();
  }
}
