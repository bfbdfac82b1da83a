package io.vitrine.media.imaging;

import io.vitrine.media.ImageLimits;
import io.vitrine.media.PictureException;
import io.vitrine.media.PictureException.Reason;
import io.vitrine.media.PixelSize;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Decodes all of a picture, so that a damaged one is found before anybody asks for it. What is told
 * of its colours comes from the same pass: the pixels flow through a shrinking that reads each of
 * them and keeps a small picture.
 */
final class Inspecting {
  /** Edge of the small picture: colours and slow waves need no more. */
  private static final int EDGE = 64;

  private final VipsSession session;
  private final Source source;

  private Inspecting(VipsSession session, Source source) {
    this.session = session;
    this.source = source;
  }

  /**
   * Inspects a picture.
   *
   * @throws PictureException {@code CORRUPT}, {@code TOO_LARGE} or {@code UNSUPPORTED}
   */
  static Inspection inspect(Libvips vips, Path path, String mimeType) throws PictureException {
    try (ReadableFile file = ReadableFile.of(path, SourceFormat.of(mimeType));
        VipsSession session = new VipsSession(vips)) {
      Source source = Source.open(session, file.path(), file.format());
      checkEnd(source);
      return new Inspecting(session, source).inspection();
    } catch (VipsFailure failure) {
      throw failure.of(path);
    }
  }

  private static void checkEnd(Source source) throws PictureException {
    if (source.format() != SourceFormat.GIF) {
      return;
    }
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(source.path())))) {
      new GifBlocks(in).toEnd();
    } catch (EOFException tooShort) {
      throw new PictureException(Reason.CORRUPT, "the file ends too soon", tooShort);
    } catch (IOException failure) {
      throw new PictureException(Reason.UNAVAILABLE, "the source cannot be read", failure);
    }
  }

  private Inspection inspection() throws PictureException {
    VipsImage first = source.pixels(session, shrink(), false);
    Pixels pixels = Pixels.of(source.orientation().turn(Colours.toSrgb(small(first))));
    boolean animated = source.format().animated() && source.frames() > 1;
    if (animated) {
      // Frames build on each other: decoded from the first one again.
      decode(source.pixels(session, 1, true));
    } else if (source.format() == SourceFormat.TIFF) {
      decodePages();
    }
    return of(pixels, source.upright(), animated ? source.frames() : 1, first.has(Colours.PROFILE));
  }

  /**
   * What the decoder may leave out of a JPEG: it reads all of the coded data, which is where damage
   * is, and then computes fewer pixels, which would be mixed anyway.
   */
  private int shrink() {
    return source.format() == SourceFormat.JPEG
        ? Math.clamp(Integer.highestOneBit(times(source.size())), 1, 8)
        : 1;
  }

  /** What the small picture tells. */
  static Inspection of(Pixels pixels, PixelSize size, int frames, boolean profile) {
    Palette palette = Palette.of(pixels);
    return new Inspection(
        size, frames, profile, palette.prominent(), palette.colours(), ThumbHash.of(pixels));
  }

  private void decodePages() throws PictureException {
    long all = (long) source.size().width() * source.size().height();
    for (int i = 1; i < source.frames(); i++) {
      // What an earlier page needed is given back.
      try (VipsSession pageSession = new VipsSession(session.vips())) {
        VipsImage page = source.page(pageSession, i);
        PixelSize size = page.size();
        all += (long) size.width() * size.height();
        if (!ImageLimits.DEFAULT.allows(size) || all > Source.MAX_PIXELS_OF_ALL) {
          throw new PictureException(Reason.TOO_LARGE, "the pages have too many pixels");
        }
        decode(page);
      }
    }
  }

  private static void decode(VipsImage image) {
    VipsImage _ = small(image).inMemory();
  }

  /** Every pixel counts in it; those under transparency for less. */
  private static VipsImage small(VipsImage image) {
    int times = times(image.size());
    if (times == 1) {
      return image;
    }
    if (!image.hasAlpha()) {
      return shrunk(image, times);
    }
    String depth = image.number(ImageNumber.FORMAT) == 0 ? "uchar" : "ushort";
    VipsImage weighted = shrunk(image.operation("premultiply").output(), times);
    return weighted.operation("unpremultiply").output().cast(depth);
  }

  private static int times(PixelSize size) {
    return (Math.max(size.width(), size.height()) + EDGE - 1) / EDGE;
  }

  private static VipsImage shrunk(VipsImage image, int times) {
    // Rounded up, so that the last rows and columns are read too.
    return image
        .operation("shrink")
        .set("hshrink", times)
        .set("vshrink", times)
        .set("ceil", true)
        .output();
  }
}
