package io.vitrine.media;

import java.util.Optional;

/** What the bytes of a file say about it. */
public sealed interface Detection {

  /**
   * A format of the table.
   *
   * @param pixelSize of a picture whose header was read
   */
  record Known(MediaFormat format, Optional<PixelSize> pixelSize) implements Detection {}

  /** Nothing that the bytes alone can tell: plain text, CSV, a proprietary format. */
  record Unknown() implements Detection {}

  /**
   * Something that is never taken, whatever its name: HTML, scripts, executables, SVG with a DTD.
   *
   * @param reason short English text, safe to show
   */
  record Forbidden(String reason) implements Detection {}
}
