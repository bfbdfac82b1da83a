package io.vitrine.media.imaging;

import io.vitrine.media.PictureException;
import io.vitrine.media.PictureException.Reason;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** What pictures are made of: a loader for each media type, named by us and never guessed. */
enum SourceFormat {
  JPEG("jpegload", false, "image/jpeg"),
  PNG("pngload", false, "image/png"),
  GIF("gifload", true, "image/gif"),
  WEBP("webpload", true, "image/webp"),
  TIFF("tiffload", false, "image/tiff"),
  AVIF("heifload", false, "image/avif"),
  HEIC("heifload", false, "image/heic image/heif"),
  /** Read by {@link Bitmap}, not by the library. */
  BMP("", false, "image/bmp"),
  /** As {@link #BMP}. */
  ICO("", false, "image/x-icon image/vnd.microsoft.icon"),
  /** What cameras write: the picture for their display is taken, by {@link EmbeddedJpeg}. */
  RAW(
      "",
      false,
      "image/x-adobe-dng image/x-nikon-nef image/x-sony-arw image/x-sony-sr2 image/x-sony-srf"
          + " image/x-canon-cr2 image/x-canon-cr3 image/x-canon-crw image/x-pentax-pef"
          + " image/x-samsung-srw image/x-epson-erf image/x-kodak-kdc image/x-kodak-k25"
          + " image/x-kodak-dcr image/x-hasselblad-3fr image/x-leica-rwl image/x-panasonic-raw"
          + " image/x-panasonic-rw2 image/x-olympus-orf image/x-fuji-raf image/x-minolta-mrw"
          + " image/x-sigma-x3f");

  private final String loader;
  private final boolean animated;

  /** Apart by blanks. */
  private final String mimeTypes;

  SourceFormat(String loader, boolean animated, String mimeTypes) {
    this.loader = loader;
    this.animated = animated;
    this.mimeTypes = mimeTypes;
  }

  /**
   * The format of a media type.
   *
   * @throws PictureException {@code UNSUPPORTED} when pictures cannot be made of it
   */
  static SourceFormat of(String mimeType) throws PictureException {
    String type = mimeType.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(format -> format.mimeTypes().contains(type))
        .findFirst()
        .orElseThrow(
            () ->
                new PictureException(
                    Reason.UNSUPPORTED, "no picture can be made of " + mimeType + " here"));
  }

  /** The library's operation that reads it; empty when it has none. */
  String loader() {
    return loader;
  }

  /** Whether its frames are an animation; those of the others are pages or spare pictures. */
  boolean animated() {
    return animated;
  }

  /** Whether the loader turns it upright by itself, from boxes that are not EXIF. */
  boolean loadsUpright() {
    return this == AVIF || this == HEIC;
  }

  Set<String> mimeTypes() {
    return Set.of(mimeTypes.split(" ", -1));
  }
}
