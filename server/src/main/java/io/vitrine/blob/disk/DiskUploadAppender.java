package io.vitrine.blob.disk;

import io.vitrine.blob.UploadAppender;
import io.vitrine.blob.UploadStore.Mode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;

/** The one writer of an upload, as long as its claim holds. */
final class DiskUploadAppender implements UploadAppender {
  /** Small enough that what was just written is still in the processor's cache when hashed. */
  private static final int SLICE = 64 << 10;

  /** So much a crash may cost a fast client at the most; a flush is paid for by as many bytes. */
  private static final long FLUSH_BYTES = 8L << 20;

  /** After this a flush is worth fewer bytes, so that the told offset moves for slower clients. */
  private static final Duration FLUSH_SOON = Duration.ofSeconds(1);

  private static final long FLUSH_SOON_BYTES = 1L << 20;

  /** And after this any bytes; thousands of slow clients must not flush every second. */
  private static final Duration FLUSH_ANYWAY = Duration.ofSeconds(60);

  private enum State {
    OPEN,
    KEPT,
    BROKEN,
    CLOSED
  }

  private final DiskUpload upload;
  private final DiskUpload.Claim claim;
  private final FileChannel channel;
  private final Mode mode;
  private State state = State.OPEN;
  private long offset;
  private long lastFlush = System.nanoTime();

  private DiskUploadAppender(
      DiskUpload upload, DiskUpload.Claim claim, FileChannel channel, Mode mode) {
    this.upload = upload;
    this.claim = claim;
    this.channel = channel;
    this.mode = mode;
    this.offset = upload.durable();
  }

  /** The caller holds the upload's lock. */
  static DiskUploadAppender begin(DiskUpload upload, DiskUpload.Claim claim, Mode mode)
      throws IOException {
    FileChannel channel = upload.openForAppend();
    upload.digest().begin();
    upload.catchUp();
    return new DiskUploadAppender(upload, claim, channel, mode);
  }

  @Override
  public long offset() {
    return offset;
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    requireOpen();
    upload.working().lock();
    try {
      while (bytes.hasRemaining()) {
        claim.require();
        writeSlice(bytes);
      }
      if (mode == Mode.PLAIN && isFlushDue()) {
        makeDurable();
      }
    } finally {
      upload.working().unlock();
    }
  }

  private void writeSlice(ByteBuffer bytes) throws IOException {
    ByteBuffer slice = bytes.slice(bytes.position(), Math.min(bytes.remaining(), SLICE));
    int length = slice.remaining();
    upload.store().headroom().take(length);
    long position = offset;
    try {
      while (slice.hasRemaining()) {
        position += channel.write(slice, position);
      }
    } catch (IOException failure) {
      throw upload.store().headroom().explain(failure);
    }
    if (upload.store().hashing()) {
      upload.digest().update(slice.flip());
    }
    bytes.position(bytes.position() + length);
    offset = position;
    upload.store().written().increment(length);
  }

  private boolean isFlushDue() {
    long waiting = offset - upload.durable();
    long nanos = System.nanoTime() - lastFlush;
    return waiting >= FLUSH_BYTES
        || (waiting >= FLUSH_SOON_BYTES && nanos >= FLUSH_SOON.toNanos())
        || (waiting > 0 && nanos >= FLUSH_ANYWAY.toNanos());
  }

  @Override
  public long flush() throws IOException {
    requireOpen();
    withClaim(
        () -> {
          if (mode == Mode.PLAIN) {
            makeDurable();
          }
        });
    return upload.durable();
  }

  @Override
  public long keep() throws IOException {
    requireOpen();
    withClaim(
        () -> {
          makeDurable();
          state = State.KEPT;
        });
    return upload.durable();
  }

  @Override
  public void close() throws IOException {
    if (state == State.CLOSED) {
      return;
    }
    upload.working().lock();
    try (channel) {
      if (upload.isHeldBy(claim)) {
        end();
      }
    } finally {
      state = State.CLOSED;
      claim.release();
      upload.working().unlock();
    }
  }

  private void end() throws IOException {
    if (state == State.OPEN && mode == Mode.PLAIN) {
      makeDurable();
    }
    if (state != State.KEPT && mode == Mode.CHECKED) {
      upload.cut(channel);
    }
    upload.digest().end();
  }

  private void makeDurable() throws IOException {
    if (offset == upload.durable()) {
      return;
    }
    // When a flush fails the system may take bytes for written that are lost: only what a later
    // append writes anew can be made durable.
    State before = state;
    state = State.BROKEN;
    upload.makeDurable(channel, offset);
    state = before;
    lastFlush = System.nanoTime();
    upload.catchUp();
  }

  private interface Step {
    void run() throws IOException;
  }

  private void withClaim(Step step) throws IOException {
    upload.working().lock();
    try {
      claim.require();
      step.run();
    } finally {
      upload.working().unlock();
    }
  }

  private void requireOpen() throws IOException {
    if (state == State.BROKEN) {
      throw new IOException("upload " + upload.key() + " could not be flushed");
    }
    if (state != State.OPEN) {
      throw new IllegalStateException("the appender is " + state);
    }
  }
}
