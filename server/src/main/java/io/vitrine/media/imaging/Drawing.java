package io.vitrine.media.imaging;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.vitrine.media.PictureException;
import io.vitrine.media.PictureException.Reason;
import io.vitrine.media.PictureFormat;
import io.vitrine.media.PixelSize;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * Draws an SVG. Its loader is let run for this one order only. It gets bytes and no file: a drawing
 * that has a place of its own may show the files beside it, which are those of others. There is no
 * network around it, and its depth and number of nodes were bounded when it was taken in.
 */
final class Drawing {
  /** What is drawn. */
  static final String MIME_TYPE = "image/svg+xml";

  private static final String LOADER_CLASS = "VipsForeignLoadSvg";

  /** Edge of the picture that colours are told of. */
  private static final int SMALL = 64;

  /** The loader scales by no less. */
  private static final double LEAST_SCALE = 0.001;

  /** As large as one may be that is taken in (contract: processing.md section 6). */
  private static final long LARGEST = 10L << 20;

  private final VipsSession session;
  private final MemorySegment bytes;
  private final PixelSize size;

  private Drawing(VipsSession session, MemorySegment bytes) {
    this.session = session;
    this.bytes = bytes;
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
    vips.allow(LOADER_CLASS, true);
    try (Arena arena = Arena.ofConfined();
        VipsSession session = new VipsSession(vips)) {
      return use.of(new Drawing(session, arena.allocateFrom(JAVA_BYTE, read(source))));
    } catch (VipsFailure failure) {
      throw failure.of(source);
    } finally {
      vips.allow(LOADER_CLASS, false);
    }
  }

  private static byte[] read(Path source) throws PictureException {
    try {
      if (Files.size(source) > LARGEST) {
        throw new PictureException(Reason.TOO_LARGE, "a drawing of more than 10 MiB");
      }
      return Files.readAllBytes(source);
    } catch (IOException failure) {
      throw new PictureException(Reason.UNAVAILABLE, "the source cannot be read", failure);
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
        .operation("svgload_source")
        .source(session.source(bytes))
        .set("scale", scale)
        .set("fail-on", "error")
        .output();
  }
}
