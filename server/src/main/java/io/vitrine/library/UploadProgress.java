package io.vitrine.library;

import io.vitrine.catalog.ResumableUpload;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Keeps an upload alive while one long request sends its bytes: it lives from its last byte, not
 * from its last request (contract: operator.md, {@code --resumable-expiry}). Used by one thread.
 */
public final class UploadProgress {
  private final ResumableIntake intake;
  private final ResumableUpload upload;
  private final InstantSource clock;
  private final Duration step;
  private Instant next;

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

  /** Bytes came up to this offset; noted now and then. */
  public void reached(long offset) {
    Instant now = clock.instant();
    if (!now.isBefore(next)) {
      intake.received(upload, offset);
      next = now.plus(step);
    }
  }
}
