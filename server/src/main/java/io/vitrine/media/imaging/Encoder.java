package io.vitrine.media.imaging;

import io.vitrine.media.PictureFormat;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Writes a picture. Nothing but pixels leaves: no place, no camera, no profile, as all pictures are
 * sRGB by then.
 *
 * @param quality 1 to 100; empty to let the encoder choose
 */
record Encoder(PictureFormat format, OptionalInt quality, boolean baseline) {
  /** Slower ones save a few bytes in a hundred and cost several times the time. */
  private static final int AVIF_EFFORT = 2;

  private static final int GIF_EFFORT = 4;

  /** What an animation is beside its pixels. */
  private static final Set<String> KEPT = Set.of("page-height", "n-pages", "delay", "loop");

  /** The operation that writes a format. */
  static String operation(PictureFormat format) {
    return switch (format) {
      case JPEG -> "jpegsave";
      case PNG -> "pngsave";
      case WEBP -> "webpsave";
      case AVIF -> "heifsave";
      case GIF -> "gifsave";
    };
  }

  void write(VipsImage image, Path target) {
    // The encoders' own stripping is not enough: that of libvips 8.14 leaves EXIF in WebP.
    VipsOperation save =
        image
            .withOnly(KEPT::contains)
            .operation(operation(format))
            .text("filename", target.toString())
            .set("strip", true);
    switch (format) {
      case JPEG -> save.set("interlace", !baseline).set("optimize-coding", true);
      case PNG -> save.set("compression", 6);
      case WEBP -> {}
      case AVIF -> save.set("compression", "av1").set("effort", AVIF_EFFORT).set("bitdepth", 8);
      case GIF -> save.set("effort", GIF_EFFORT);
    }
    quality(save);
    save.run();
  }

  private void quality(VipsOperation save) {
    switch (format) {
      case JPEG -> save.set("Q", quality.orElse(80));
      case WEBP -> save.set("Q", quality.orElse(80));
      case AVIF -> save.set("Q", quality.orElse(60));
      case PNG, GIF -> {}
    }
  }
}
