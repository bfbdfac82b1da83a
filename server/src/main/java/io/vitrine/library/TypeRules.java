package io.vitrine.library;

import io.vitrine.library.Refusal.Reason;
import io.vitrine.media.Detection;
import io.vitrine.media.MediaFormat;
import io.vitrine.media.MediaFormats;
import io.vitrine.media.MediaType;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what a file is from what was claimed and what its bytes are (contract: uploads.md section
 * 1.3): the bytes win over every claim, but must be of the media type that was asked for.
 */
final class TypeRules {
  private static final Set<String> BY_NAME_ONLY =
      Set.of(
          "text/plain",
          "text/csv",
          "text/vcard",
          "application/x-ipynb+json",
          "application/postscript",
          "application/x-indesign",
          "application/vnd.corel-draw",
          "application/vnd.adobe.fla",
          "application/octet-stream");

  private final MediaFormats formats;

  TypeRules(MediaFormats formats) {
    this.formats = formats;
  }

  /**
   * The format claimed when an upload URL is made; empty when it is to be found out.
   *
   * @throws Refusal {@code UNSUPPORTED_FILE_FORMAT}, {@code MISMATCH_MIME_TYPE}
   */
  Optional<MediaFormat> claimed(String mimeType, Optional<String> fileName) {
    Optional<MediaFormat> byName = fileName.flatMap(formats::byFileName);
    if (formats.isGeneric(mimeType)) {
      return byName;
    }
    MediaFormat byType = formats.byMimeType(mimeType).orElseThrow(() -> unsupported(mimeType));
    if (byName.isPresent() && byName.get().mediaType() != byType.mediaType()) {
      throw new Refusal(
          Reason.MISMATCH_MIME_TYPE,
          "the MIME type " + mimeType + " does not go with the extension of the file name");
    }
    return Optional.of(byType);
  }

  /**
   * Refuses a {@code Content-Type} of another media type than the one asked for. One that is not in
   * the table says nothing: clients send form types by habit.
   *
   * @throws Refusal {@code MISMATCH_MIME_TYPE}
   */
  void checkContentType(String mimeType, Optional<String> contentType) {
    Optional<MediaFormat> sent = contentType.flatMap(formats::byMimeType);
    Optional<MediaFormat> asked = formats.byMimeType(mimeType);
    if (sent.isPresent() && asked.isPresent()) {
      requireSame(asked.get().mediaType(), sent.get());
    }
  }

  /**
   * The format of a whole file.
   *
   * @param mimeType as asked when the upload URL was made
   * @throws Refusal {@code MISMATCH_MIME_TYPE}, {@code UNSUPPORTED_FILE_FORMAT}
   */
  MediaFormat decide(String mimeType, Optional<String> fileName, Detection detection) {
    Optional<MediaFormat> asked = formats.byMimeType(mimeType);
    return switch (detection) {
      case Detection.Forbidden(String reason) ->
          throw new Refusal(Reason.UNSUPPORTED_FILE_FORMAT, reason);
      case Detection.Known(MediaFormat format, _) -> {
        asked.ifPresent(claim -> requireSame(claim.mediaType(), format));
        yield format;
      }
      case Detection.Unknown() -> {
        Optional<MediaFormat> byName = fileName.flatMap(formats::byFileName);
        MediaFormat claim = byName.or(() -> asked).orElseThrow(() -> unsupported(mimeType));
        asked.ifPresent(other -> requireSame(other.mediaType(), claim));
        if (!needsNoMagicNumber(claim)) {
          throw new Refusal(
              Reason.MISMATCH_MIME_TYPE, "the bytes are not of the type " + claim.mimeType());
        }
        yield claim;
      }
    };
  }

  /** Text and a few proprietary documents have nothing that tells what they are. */
  private static boolean needsNoMagicNumber(MediaFormat format) {
    return BY_NAME_ONLY.contains(format.mimeType());
  }

  private static void requireSame(MediaType asked, MediaFormat found) {
    if (found.mediaType() != asked) {
      throw new Refusal(
          Reason.MISMATCH_MIME_TYPE,
          "the file is " + found.mimeType() + ", but the upload URL is for " + asked);
    }
  }

  private Refusal unsupported(String mimeType) {
    String shown = mimeType.substring(0, Math.min(200, mimeType.length()));
    return new Refusal(
        Reason.UNSUPPORTED_FILE_FORMAT,
        "files of the type " + shown + " are not taken",
        Map.of(
            "requestValue",
            shown,
            "allowedValues",
            formats.all().stream().map(MediaFormat::mimeType).distinct().limit(100).toList()));
  }
}
