package io.vitrine.http;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The body of a request, read by blocking the (virtual) thread. */
public interface RequestBody {

  /**
   * Hands the body buffer by buffer to the consumer, which takes all of each before it returns; the
   * buffers are the network's own, not copies, and are not valid afterwards.
   *
   * @return the number of bytes in the whole body
   * @throws BodyTruncatedException when the client went away before the end
   * @throws BodyCancelledException after {@link #cancel}
   * @throws BodyTimeoutException when no byte came for the connection's idle time
   */
  long forEach(Consumer consumer) throws IOException;

  /**
   * The whole body.
   *
   * @throws HttpProblem 413 {@code REQUEST_TOO_LARGE} when it is longer than {@code limit} bytes
   */
  byte[] readAll(int limit) throws IOException;

  /**
   * Ends the reading from another thread: {@link #forEach} fails with {@link
   * BodyCancelledException} as soon as its consumer has returned, and the connection is closed
   * behind the answer. For bodies that nobody wants any more, whose sender may be dead.
   */
  void cancel();

  /** Takes a piece of the body. */
  @FunctionalInterface
  interface Consumer {
    void accept(ByteBuffer bytes) throws IOException;
  }
}
