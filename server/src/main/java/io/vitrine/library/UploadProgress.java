package io.vitrine.library;

import io.vitrine.catalog.ResumableUpload;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Keeps an upload alive while one long request sends its bytes: it lives from its last byte, not
 * from its last request (contract: operator.md, {@code --resumable-expiry}). Counts the bytes of
 * one without a length meanwhile, which would otherwise fill the disk. Used by one thread.
 */
public final class UploadProgress {
  /** So many bytes that nobody counted may come to an upload without a length. */
  private static final long UNCOUNTED = 64L << 20;

  private final ResumableIntake intake;
  private final ResumableUpload upload;
  private final InstantSource clock;
  private final Duration step;
  private Instant next;
  private long counted;

  /**
   * @param step so much later than the last note comes the next
   * @param next when the first one comes; in the past for an upload that rested for long
   */
  UploadProgress(
      ResumableIntake intake,
      ResumableUpload upload,
      InstantSource clock,
      Duration step,
      Instant next) {
    this.intake = intake;
    this.upload = upload;
    this.clock = clock;
    this.step = step;
    this.next = next;
  }

  /**
   * Bytes came up to this offset; noted now and then.
   *
   * @throws Refusal {@code OPEN_UPLOADS_OVER_LIMIT} when an upload without a length, and those
   *     beside it, came to too much
   */
  public void reached(long offset) {
    Instant now = clock.instant();
    boolean isToCount = upload.length().isEmpty() && offset - counted >= UNCOUNTED;
    if (isToCount || !now.isBefore(next)) {
      intake.received(upload, offset);
      counted = offset;
      next = now.plus(step);
    }
    if (isToCount) {
      intake.checkRoomFor(upload);
    }
  }
}
