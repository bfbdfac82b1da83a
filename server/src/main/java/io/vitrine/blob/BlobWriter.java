package io.vitrine.blob;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Receives the bytes of one new blob. Used by one thread at a time. */
public interface BlobWriter extends Closeable {

  /**
   * Takes all remaining bytes of the buffer.
   *
   * @throws StoreFullException when there is no room for them
   */
  void write(ByteBuffer bytes) throws IOException;

  /** Bytes taken so far. */
  long size();

  /**
   * Makes the blob durable under its final name. After it returns the bytes survive {@code kill -9}
   * and a power cut (design decision 3).
   *
   * @throws StoreFullException when there is no room; nothing is left behind
   */
  WrittenBlob commit() throws IOException;

  /** Without a {@link #commit} before it, drops every byte; after one it does nothing. */
  @Override
  void close() throws IOException;
}
