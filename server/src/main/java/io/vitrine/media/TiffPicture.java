package io.vitrine.media;

import java.io.IOException;
import java.util.Optional;

/**
 * TIFF, and the raw formats of cameras that are TIFF files with a name of their own. What a raw
 * file's first directory describes is often only its thumbnail, so raw files get no size here.
 */
record TiffPicture(Findings findings) implements Sniffer {
  private static final String[] RAW_BY_EXTENSION = {
    "image/x-adobe-dng",
    "image/x-nikon-nef",
    "image/x-sony-arw",
    "image/x-sony-sr2",
    "image/x-sony-srf",
    "image/x-canon-cr2",
    "image/x-pentax-pef",
    "image/x-samsung-srw",
    "image/x-epson-erf",
    "image/x-kodak-kdc",
    "image/x-kodak-k25",
    "image/x-kodak-dcr",
    "image/x-hasselblad-3fr",
    "image/x-leica-rwl",
    "image/x-panasonic-raw",
  };

  @Override
  public Optional<Detection> look(Content content) throws IOException {
    if (content.has(0, "IIU\0")) {
      return findings
          .byExtension(content, "image/x-leica-rwl", "image/x-panasonic-raw")
          .or(() -> findings.known("image/x-panasonic-rw2"));
    }
    if (content.has(0, "IIRO") || content.has(0, "IIRS") || content.has(0, "MMOR")) {
      return findings.known("image/x-olympus-orf");
    }
    if (!isTiff(content)) {
      return Optional.empty();
    }
    if (content.has(8, "CR\u0002")) {
      return findings.known("image/x-canon-cr2");
    }
    if (isDng(content)) {
      return findings.known("image/x-adobe-dng");
    }
    Optional<Detection> raw = findings.byExtension(content, RAW_BY_EXTENSION);
    return raw.isPresent() ? raw : findings.picture("image/tiff", () -> size(content));
  }

  private static boolean isTiff(Content content) throws IOException {
    return content.has(0, "II*\0")
        || content.has(0, "MM\0*")
        || content.has(0, "II+\0\u0008\0")
        || content.has(0, "MM\0+\0\u0008");
  }

  private static boolean isDng(Content content) throws IOException {
    try {
      return new TiffDirectory(content, 0).value(TiffDirectory.DNG_VERSION).isPresent();
    } catch (MalformedContent _) {
      return false;
    }
  }

  private static PixelSize size(Content content) throws IOException {
    TiffDirectory directory = new TiffDirectory(content, 0);
    PixelSize stored =
        Findings.size(
            directory.value(TiffDirectory.WIDTH).orElse(0),
            directory.value(TiffDirectory.HEIGHT).orElse(0));
    return Findings.upright(stored, directory.value(TiffDirectory.ORIENTATION).orElse(1));
  }
}
