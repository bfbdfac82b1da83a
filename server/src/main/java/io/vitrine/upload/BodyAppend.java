package io.vitrine.upload;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vitrine.blob.UploadAppender;
import io.vitrine.blob.UploadStore.Mode;
import io.vitrine.catalog.ResumableUpload;
import io.vitrine.http.BodyCancelledException;
import io.vitrine.http.HttpProblem;
import io.vitrine.http.Request;
import io.vitrine.library.ResumableIntake;
import io.vitrine.library.UploadProgress;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * Adds the body of a request to an upload. One request writes at a time and the newest wins: a
 * newer one ends the reading of the older one's body, whose sender may be dead (contract:
 * uploads.md K13, K15, S6).
 */
final class BodyAppend {
  private final ResumableIntake intake;
  private final Counter received;

  BodyAppend(ResumableIntake intake, MeterRegistry metrics) {
    this.intake = intake;
    this.received =
        Counter.builder("vitrine.uploads.received")
            .description("Bytes that resumable uploads received and keep")
            .baseUnit("bytes")
            .register(metrics);
  }

  /**
   * What is durable after an append.
   *
   * @param expires until when the upload lives now
   */
  record Appended(long offset, Instant expires) {}

  /**
   * Adds the body; returns when it is durable. When the body breaks off, what came stays, unless it
   * has a checksum.
   *
   * @param offset where the client takes the upload to be
   * @throws HttpProblem 409 {@code UPLOAD_OFFSET_MISMATCH}, 413 {@code FILE_SIZE_OVER_LIMIT}, 460
   *     {@code CHECKSUM_MISMATCH}, 423 {@code UPLOAD_LOCKED} when a newer request came
   */
  Appended append(
      Request request, ResumableUpload upload, long offset, Optional<UploadChecksum> checksum)
      throws IOException {
    long end = intake.end(upload);
    Mode mode = checksum.isPresent() ? Mode.CHECKED : Mode.PLAIN;
    try {
      try (UploadAppender appender = intake.append(upload, mode, request.body()::cancel)) {
        if (appender.offset() != offset) {
          throw TusProblems.offset(appender.offset());
        }
        UploadProgress progress = intake.progress(upload);
        request
            .body()
            .forEach(
                piece -> {
                  if (piece.remaining() > end - appender.offset()) {
                    throw TusProblems.tooMany(end);
                  }
                  checksum.ifPresent(sum -> sum.update(piece));
                  appender.write(piece);
                  progress.reached(appender.offset());
                });
        checksum.ifPresent(UploadChecksum::verify);
        appender.keep();
      }
    } catch (BodyCancelledException superseded) {
      throw TusProblems.superseded();
    } catch (IOException | RuntimeException broken) {
      noteWhatCame(upload, offset, broken);
      throw broken;
    }
    return noted(upload, offset);
  }

  private Appended noted(ResumableUpload upload, long before) throws IOException {
    long now = intake.offset(upload);
    received.increment((double) Math.max(0, now - before));
    return new Appended(now, now > before ? intake.received(upload, now) : upload.expires());
  }

  private void noteWhatCame(ResumableUpload upload, long before, Exception broken) {
    try {
      noted(upload, before);
    } catch (IOException | RuntimeException unknown) {
      broken.addSuppressed(unknown);
    }
  }
}
