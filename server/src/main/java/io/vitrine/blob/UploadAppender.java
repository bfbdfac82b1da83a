package io.vitrine.blob;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Adds bytes to one upload. Used by one thread at a time. Every method fails with {@link
 * SupersededException} once a newer request works on the upload, and with {@link
 * NoSuchUploadException} once it is deleted; only {@link #close} is then silent.
 */
public interface UploadAppender extends Closeable {

  /** Where the next byte goes. */
  long offset();

  /**
   * Takes all remaining bytes of the buffer. In {@link UploadStore.Mode#PLAIN} the store makes them
   * durable from time to time by itself, so that {@link UploadStore#offset} moves in a long append.
   *
   * @throws StoreFullException when there is no room; what was taken before stays, and the buffer's
   *     position tells what was taken of it
   */
  void write(ByteBuffer bytes) throws IOException;

  /**
   * Makes what was written durable. In {@link UploadStore.Mode#CHECKED} nothing counts before
   * {@link #keep}, so there it does nothing.
   *
   * @return the durable offset, which {@link UploadStore#offset} tells from now on
   */
  long flush() throws IOException;

  /**
   * Makes what was written durable and count, in either mode; nothing can be written after it. When
   * it fails, what was written since the last flush does not count.
   *
   * @return the durable offset, which {@link UploadStore#offset} tells from now on
   */
  long keep() throws IOException;

  /**
   * Lets the upload go. {@link UploadStore.Mode#PLAIN}: what was written is flushed and kept.
   * {@link UploadStore.Mode#CHECKED} without {@link #keep}: what was written is dropped.
   */
  @Override
  void close() throws IOException;
}
