package io.vitrine.media.imaging;

import io.vitrine.media.ImageLimits;
import io.vitrine.media.PictureException;
import io.vitrine.media.PictureException.Reason;
import io.vitrine.media.PixelSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file that a picture is made of: its header read and found within the limits, no pixel
 * decoded.
 *
 * @param size of a frame, as stored: before the orientation
 * @param frames that the file has
 */
record Source(Path path, SourceFormat format, PixelSize size, int frames, Orientation orientation) {
  /** Of all frames or pages together. */
  static final long MAX_PIXELS_OF_ALL = 500_000_000;

  private static final int MAX_FRAMES = 1_000;

  /**
   * Reads the header.
   *
   * @throws PictureException {@code CORRUPT}, {@code TOO_LARGE} or {@code UNSUPPORTED}
   */
  static Source open(VipsSession session, Path path, SourceFormat format) throws PictureException {
    if (!Files.isReadable(path)) {
      throw new PictureException(Reason.UNAVAILABLE, "the source is not there");
    }
    if (format.loadsUpright() && isSequence(path)) {
      throw new PictureException(Reason.UNSUPPORTED, "an animation of this format");
    }
    VipsImage header = load(session, path, format).output();
    PixelSize size =
        new PixelSize(header.number(ImageNumber.WIDTH), header.number(ImageNumber.HEIGHT));
    int frames = header.number(ImageNumber.FRAMES);
    checkLimits(size, frames);
    Orientation orientation =
        format.loadsUpright()
            ? Orientation.UPRIGHT
            : Orientation.ofExif(header.number(ImageNumber.ORIENTATION));
    return new Source(path, format, size, frames, orientation);
  }

  private static void checkLimits(PixelSize size, int frames) throws PictureException {
    if (!ImageLimits.DEFAULT.allows(size)) {
      throw new PictureException(
          Reason.TOO_LARGE, "%dx%d pixels are too many".formatted(size.width(), size.height()));
    }
    long pixels = (long) size.width() * size.height() * frames;
    if (frames > MAX_FRAMES || (frames > 1 && pixels > MAX_PIXELS_OF_ALL)) {
      throw new PictureException(
          Reason.TOO_LARGE,
          "%d frames of %dx%d pixels are too many".formatted(frames, size.width(), size.height()));
    }
  }

  /** Brands of ISO 23008-12 for sequences of pictures, as the file's first brand. */
  private static boolean isSequence(Path path) throws PictureException {
    try (var in = Files.newInputStream(path)) {
      byte[] start = in.readNBytes(12);
      String brand = start.length < 12 ? "" : new String(start, 8, 4, StandardCharsets.ISO_8859_1);
      return brand.equals("avis") || brand.equals("msf1") || brand.equals("hevc");
    } catch (IOException failure) {
      throw new PictureException(Reason.UNAVAILABLE, "the source cannot be read", failure);
    }
  }

  /** The size as a viewer sees it. */
  PixelSize upright() {
    return orientation.turned(size);
  }

  /**
   * Its first frame, or all below each other, to be decoded from top to bottom.
   *
   * @param shrink 1, 2, 4 or 8: edges that many times shorter, when the format can do so while it
   *     is decoded
   */
  VipsImage pixels(VipsSession session, int shrink, boolean allFrames) {
    VipsOperation load = load(session, path, format);
    if (allFrames) {
      load.set("n", -1);
    }
    if (shrink > 1) {
      switch (format) {
        case JPEG -> load.set("shrink", shrink);
        case WEBP -> load.set("scale", 1.0 / shrink);
        default -> throw new IllegalArgumentException(format + " does not shrink");
      }
    }
    return load.output();
  }

  /** A page of a file that is no animation, to be decoded from top to bottom. */
  VipsImage page(VipsSession session, int number) {
    return load(session, path, format).set("page", number).output();
  }

  boolean shrinksOnLoad() {
    return format == SourceFormat.JPEG || format == SourceFormat.WEBP;
  }

  private static VipsOperation load(VipsSession session, Path path, SourceFormat format) {
    return session
        .operation(format.loader())
        .text("filename", path.toString())
        .set("access", "sequential")
        .set("fail-on", "error");
  }
}
