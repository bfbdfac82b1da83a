package io.vitrine.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * A request's body, read from Jetty's own buffers. The thread that waits is parked; the selector
 * wakes it.
 */
final class JettyBody implements RequestBody {
  private static final int FIRST_BUFFER = 8192;
  private static final long SMALL_REST = 64 * 1024;
  private static final Duration SMALL_REST_WAIT = Duration.ofSeconds(1);
  private static final long LARGEST_REST = 64L << 20;
  private static final Duration LARGEST_REST_WAIT = Duration.ofSeconds(5);

  private final org.eclipse.jetty.server.Request jetty;
  private boolean begun;
  private boolean ended;
  private boolean stalled;
  private volatile boolean cancelled;
  private volatile Thread reader;
  private long received;
  private Wake wake;

  JettyBody(org.eclipse.jetty.server.Request jetty) {
    this.jetty = jetty;
    this.ended = jetty.getLength() == 0;
  }

  /**
   * Whether there is nothing to wait for. A request that tells neither a length nor a coding has no
   * body (RFC 9112 section 6.3).
   */
  boolean isAtEnd() {
    return ended
        || (jetty.getLength() < 0
            && jetty.getConnectionMetaData().getHttpVersion() != HttpVersion.HTTP_2
            && !jetty.getHeaders().contains(HttpHeader.TRANSFER_ENCODING));
  }

  /** The bytes received so far. */
  long received() {
    return received;
  }

  @Override
  public long forEach(Consumer consumer) throws IOException {
    begun = true;
    reader = Thread.currentThread();
    while (!ended) {
      if (cancelled) {
        stalled = true;
        throw new BodyCancelledException();
      }
      Content.Chunk chunk = jetty.read();
      if (chunk == null) {
        await(Long.MAX_VALUE);
        continue;
      }
      if (Content.Chunk.isFailure(chunk)) {
        stalled = chunk.getFailure() instanceof TimeoutException;
        throw failure(chunk);
      }
      take(chunk, consumer);
    }
    return received;
  }

  @Override
  public byte[] readAll(int limit) throws IOException {
    if (jetty.getLength() > limit) {
      throw tooLarge(limit);
    }
    long told = Math.min(jetty.getLength(), FIRST_BUFFER);
    ByteArrayOutputStream all = new ByteArrayOutputStream(told < 0 ? FIRST_BUFFER : (int) told);
    forEach(
        bytes -> {
          if (bytes.remaining() > limit - all.size()) {
            throw tooLarge(limit);
          }
          byte[] piece = new byte[bytes.remaining()];
          bytes.get(piece);
          all.write(piece, 0, piece.length);
        });
    return all.toByteArray();
  }

  @Override
  public void cancel() {
    cancelled = true;
    Thread waiting = reader;
    if (waiting != null) {
      LockSupport.unpark(waiting);
    }
  }

  /**
   * Reads what a handler left over if it is little, so that the connection can serve the next
   * request.
   *
   * @return whether the body is at its end now
   */
  boolean settle() {
    if (ended) {
      return true;
    }
    if (stalled || cancelled || isContinueAwaited()) {
      return false;
    }
    long told = jetty.getLength();
    if (told < 0 || told - received > SMALL_REST) {
      // What is here already costs nothing; a body of unknown length is often just its end mark.
      return discard(SMALL_REST, Duration.ZERO);
    }
    return discard(SMALL_REST, SMALL_REST_WAIT);
  }

  /**
   * Reads on after the answer was sent, within bounds: a connection closed over unread bytes is
   * reset by the system, and the client might lose the answer (RFC 9112 section 9.6).
   */
  void linger() {
    if (!stalled && !cancelled && !isContinueAwaited()) {
      ended = discard(LARGEST_REST, LARGEST_REST_WAIT);
    }
  }

  private boolean isContinueAwaited() {
    return !begun && jetty.getHeaders().contains(HttpHeader.EXPECT);
  }

  private boolean discard(long bytes, Duration wait) {
    long deadline = System.nanoTime() + wait.toNanos();
    long end = received + bytes;
    while (!ended && received <= end) {
      Content.Chunk chunk = jetty.read();
      if (chunk == null) {
        long left = deadline - System.nanoTime();
        if (left <= 0 || !await(left)) {
          return false;
        }
        continue;
      }
      if (Content.Chunk.isFailure(chunk)) {
        return false;
      }
      received += chunk.remaining();
      ended = chunk.isLast();
      chunk.release();
    }
    return ended;
  }

  private void take(Content.Chunk chunk, Consumer consumer) throws IOException {
    try {
      if (chunk.hasRemaining()) {
        received += chunk.remaining();
        consumer.accept(chunk.getByteBuffer());
      }
      ended = chunk.isLast();
    } finally {
      chunk.release();
    }
  }

  private boolean await(long nanos) {
    if (wake == null) {
      wake = new Wake(Thread.currentThread());
      jetty.demand(wake);
    }
    boolean awake = wake.await(nanos, () -> cancelled);
    // A demand that was not met stays with Jetty; only one may be there.
    wake = awake ? null : wake;
    return awake;
  }

  private static IOException failure(Content.Chunk chunk) {
    Throwable cause = chunk.getFailure();
    if (cause instanceof TimeoutException) {
      return new BodyTimeoutException(cause);
    }
    // Jetty reports a broken chunk as an early end too.
    return new BodyTruncatedException(cause);
  }

  static HttpProblem tooLarge(int limit) {
    return new HttpProblem(413, "REQUEST_TOO_LARGE", "the body is longer than " + limit + " bytes");
  }

  /** Unparks the waiting thread; runs on the selector's thread, so it may not block. */
  private static final class Wake implements Invocable.Task {
    private final Thread waiting;
    private volatile boolean awake;

    Wake(Thread waiting) {
      this.waiting = waiting;
    }

    @Override
    public void run() {
      awake = true;
      LockSupport.unpark(waiting);
    }

    @Override
    public InvocationType getInvocationType() {
      return InvocationType.NON_BLOCKING;
    }

    /** Waits for the selector; false when it did not come in time, or the wait is over. */
    boolean await(long nanos, BooleanSupplier over) {
      long start = System.nanoTime();
      while (!awake) {
        if (over.getAsBoolean()) {
          return false;
        }
        long left = nanos - (System.nanoTime() - start);
        if (left <= 0) {
          return false;
        }
        LockSupport.parkNanos(this, left);
      }
      return true;
    }
  }
}
