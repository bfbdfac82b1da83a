package io.vitrine.library;

import io.vitrine.blob.BlobStore;
import io.vitrine.blob.WrittenBlob;
import io.vitrine.catalog.BlobReference;
import io.vitrine.library.Refusal.Reason;
import io.vitrine.media.Detection;
import io.vitrine.media.Detector;
import io.vitrine.media.ImageLimits;
import io.vitrine.media.MediaFormat;
import io.vitrine.media.MediaFormats;
import io.vitrine.media.MediaType;
import io.vitrine.media.PixelSize;
import java.io.IOException;
import java.util.Optional;

/**
 * Says what file written bytes are, and refuses what may not be kept (contract: uploads.md section
 * 1.3). The same for every way in: plain upload, resumable upload, import.
 */
final class FileExaminer {
  private static final String UNNAMED = "file";

  private final BlobStore blobs;
  private final Detector detector;
  private final MediaFormats formats;
  private final TypeRules typeRules;
  private final SizeRules sizeRules;

  FileExaminer(BlobStore blobs, Detector detector, MediaFormats formats, SizeRules sizeRules) {
    this.blobs = blobs;
    this.detector = detector;
    this.formats = formats;
    this.typeRules = new TypeRules(formats);
    this.sizeRules = sizeRules;
  }

  /**
   * What the bytes are.
   *
   * @param name shown to users, with an extension that the format knows
   * @param pixelSize of pictures whose header tells it
   */
  record Examined(
      MediaFormat format, String name, Optional<PixelSize> pixelSize, BlobReference bytes) {}

  /**
   * Looks at bytes that are whole.
   *
   * @param mimeType as asked for in advance; {@code application/octet-stream} for "find out"
   * @param name as told by anybody, when it was
   * @throws Refusal {@code MISMATCH_MIME_TYPE}, {@code UNSUPPORTED_FILE_FORMAT}, {@code
   *     ZERO_FILE_SIZE}, {@code FILE_SIZE_OVER_LIMIT}, {@code MEDIA_LIMIT_EXCEEDED}
   */
  Examined examine(WrittenBlob blob, String mimeType, Optional<String> name) throws IOException {
    Detection detection = detector.detect(new StoredBytes(blobs, blob.key(), blob.size()), name);
    MediaFormat format = typeRules.decide(mimeType, name, detection);
    sizeRules.checkDeclared(blob.size(), Optional.of(format), Reason.FILE_SIZE_OVER_LIMIT);
    Optional<PixelSize> pixelSize =
        detection instanceof Detection.Known known ? known.pixelSize() : Optional.empty();
    if (format.mediaType() == MediaType.IMAGE) {
      pixelSize.ifPresent(FileExaminer::checkPixels);
    }
    return new Examined(
        format,
        FileNames.complete(name.orElse(UNNAMED), format, formats),
        pixelSize,
        new BlobReference(blob.key().value(), blob.size(), blob.sha256(), blob.crc32()));
  }

  private static void checkPixels(PixelSize size) {
    if (!ImageLimits.DEFAULT.allows(size)) {
      throw new Refusal(
          Reason.MEDIA_LIMIT_EXCEEDED,
          "a picture of "
              + size.width()
              + " x "
              + size.height()
              + " pixels is larger than what can be processed");
    }
  }
}
