package io.vitrine.media;

import java.io.IOException;
import java.util.Optional;

/** How a sniffer words what it found. */
record Findings(MediaFormats formats) {
  /** Reads the size of a picture from its header. */
  @FunctionalInterface
  interface SizeReader {
    PixelSize read() throws IOException;
  }

  Optional<Detection> known(String mimeType) {
    return Optional.of(new Detection.Known(named(mimeType), Optional.empty()));
  }

  /** A picture; its size stays empty when the header is damaged. */
  Optional<Detection> picture(String mimeType, SizeReader reader) throws IOException {
    Optional<PixelSize> size;
    try {
      size = Optional.of(reader.read());
    } catch (MalformedContent _) {
      size = Optional.empty();
    }
    return Optional.of(new Detection.Known(named(mimeType), size));
  }

  /** The first of these formats that has the file's extension, else none. */
  Optional<Detection> byExtension(Content content, String... mimeTypes) {
    for (String mimeType : mimeTypes) {
      if (named(mimeType).extensions().contains(content.extension())) {
        return known(mimeType);
      }
    }
    return Optional.empty();
  }

  static Optional<Detection> forbidden(String reason) {
    return Optional.of(new Detection.Forbidden(reason));
  }

  static PixelSize size(long width, long height) throws MalformedContent {
    if (width < 1 || height < 1 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
      throw new MalformedContent("a picture of " + width + "x" + height + " pixels");
    }
    return new PixelSize((int) width, (int) height);
  }

  /** EXIF orientations 5 to 8 lie on their side (EXIF 2.32, tag 274). */
  static PixelSize upright(PixelSize size, long orientation) {
    boolean sideways = orientation >= 5 && orientation <= 8;
    return sideways ? turned(size) : size;
  }

  /** Width and height change places. */
  static PixelSize turned(PixelSize size) {
    return new PixelSize(/* width= */ size.height(), /* height= */ size.width());
  }

  private MediaFormat named(String mimeType) {
    return formats.all().stream()
        .filter(format -> format.mimeType().equals(mimeType))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no format " + mimeType));
  }
}
