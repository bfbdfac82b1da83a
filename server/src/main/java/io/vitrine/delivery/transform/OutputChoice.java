package io.vitrine.delivery.transform;

import io.vitrine.delivery.transform.AskedPicture.Encoding;
import io.vitrine.media.PictureException;
import io.vitrine.media.PictureFormat;
import io.vitrine.media.PictureGeometry;
import io.vitrine.media.PictureOperation;
import io.vitrine.media.PixelSize;
import io.vitrine.media.Transformation;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * As what a picture is answered: format, quality and frames (contract: delivery.md 8.3 and 8.4).
 */
final class OutputChoice {
  private static final Set<String> ANIMATED_SOURCES = Set.of("image/gif", "image/webp");
  private static final Set<PictureFormat> ANIMATED_FORMATS =
      Set.of(PictureFormat.GIF, PictureFormat.WEBP);
  private static final long LARGE_AREA = 1400L * 1400;
  private static final long MIDDLE_AREA = 600L * 600;

  private final Writable writable;

  /** Tells the formats that can be written here. */
  @FunctionalInterface
  interface Writable {
    /**
     * The formats, JPEG and PNG among them.
     *
     * @throws PictureException when that is not known now
     */
    Set<PictureFormat> formats() throws PictureException, InterruptedException;
  }

  OutputChoice(Writable writable) {
    this.writable = writable;
  }

  /**
   * The picture that a client gets.
   *
   * @param mimeType of the source
   * @param source its size; empty when it is not known
   * @throws InvalidTransformation when a crop lies outside of the source
   * @throws PictureException when it is not known what can be written: an answer that is kept for a
   *     year must not be of a format that was only at hand for the moment
   */
  Transformation choose(
      AskedPicture asked, String mimeType, Optional<PixelSize> source, Accepted accepted)
      throws PictureException, InterruptedException {
    boolean maybeAnimated = ANIMATED_SOURCES.contains(mimeType) && !asked.still();
    PictureFormat format = format(asked, mimeType, accepted, maybeAnimated && asked.allFrames());
    boolean allFrames =
        maybeAnimated
            && ANIMATED_FORMATS.contains(format)
            && (asked.allFrames() || format == PictureFormat.GIF);
    return new Transformation(
        asked.operations(),
        asked.adjustments(),
        format,
        quality(asked, format, size(asked.operations(), source)),
        asked.baseline() && format == PictureFormat.JPEG,
        allFrames);
  }

  private PictureFormat format(
      AskedPicture asked, String mimeType, Accepted accepted, boolean moving)
      throws PictureException, InterruptedException {
    Set<PictureFormat> possible = writable.formats();
    PictureFormat byName = byName(asked.extension(), mimeType);
    PictureFormat wanted =
        asked
            .encoding()
            .map(encoding -> encoded(encoding, byName, accepted, moving, possible))
            .orElse(byName);
    // AVIF is written still only, so what is to move becomes the next best.
    PictureFormat format = moving && wanted == PictureFormat.AVIF ? PictureFormat.WEBP : wanted;
    while (!possible.contains(format)) {
      format = nextBest(format, mimeType);
    }
    return format;
  }

  private static PictureFormat encoded(
      Encoding encoding,
      PictureFormat byName,
      Accepted accepted,
      boolean moving,
      Set<PictureFormat> possible) {
    return switch (encoding) {
      case AVIF -> PictureFormat.AVIF;
      case WEBP -> PictureFormat.WEBP;
      case AUTO -> {
        if (accepted.avif() && !moving && possible.contains(PictureFormat.AVIF)) {
          yield PictureFormat.AVIF;
        }
        yield accepted.webp() && possible.contains(PictureFormat.WEBP)
            ? PictureFormat.WEBP
            : byName;
      }
    };
  }

  private static PictureFormat byName(String extension, String mimeType) {
    return switch (extension) {
      case "jpg", "jpeg", "jpe" -> PictureFormat.JPEG;
      case "png" -> PictureFormat.PNG;
      case "webp" -> PictureFormat.WEBP;
      case "gif" -> PictureFormat.GIF;
      case "avif" -> PictureFormat.AVIF;
      default -> ofSource(mimeType);
    };
  }

  private static PictureFormat ofSource(String mimeType) {
    return switch (mimeType) {
      case "image/png" -> PictureFormat.PNG;
      case "image/webp" -> PictureFormat.WEBP;
      case "image/gif" -> PictureFormat.GIF;
      case "image/avif" -> PictureFormat.AVIF;
      // Browsers show the others nowhere or not everywhere.
      default -> PictureFormat.JPEG;
    };
  }

  /** Ends at JPEG and PNG, which can always be written. */
  private static PictureFormat nextBest(PictureFormat missing, String mimeType) {
    return switch (missing) {
      case AVIF -> PictureFormat.WEBP;
      case WEBP -> mimeType.equals("image/jpeg") ? PictureFormat.JPEG : PictureFormat.PNG;
      case GIF -> PictureFormat.PNG;
      case JPEG, PNG -> throw new IllegalStateException(missing + " cannot be written");
    };
  }

  private static OptionalInt quality(AskedPicture asked, PictureFormat format, PixelSize size) {
    // PNG and GIF are written without loss: one picture, whatever quality is asked for.
    if (asked.automaticQuality() || format == PictureFormat.GIF || format == PictureFormat.PNG) {
      return OptionalInt.empty();
    }
    if (asked.quality().isPresent()) {
      return asked.quality();
    }
    long area = (long) size.width() * size.height();
    return OptionalInt.of(area > LARGE_AREA ? 90 : area > MIDDLE_AREA ? 85 : 80);
  }

  /** The size of the picture, or the box that it is to fit when nothing is known of the source. */
  private static PixelSize size(List<PictureOperation> operations, Optional<PixelSize> source) {
    if (source.isEmpty()) {
      return switch (operations.getLast()) {
        case PictureOperation.Fit(int width, int height) -> new PixelSize(width, height);
        case PictureOperation.Fill fill -> new PixelSize(fill.width(), fill.height());
        case PictureOperation.SmartCrop(int width, int height) -> new PixelSize(width, height);
        case PictureOperation.Crop crop -> new PixelSize(crop.width(), crop.height());
      };
    }
    try {
      return PictureGeometry.result(operations, source.get());
    } catch (PictureException outside) {
      throw new InvalidTransformation("crop", outside.getMessage());
    }
  }
}
