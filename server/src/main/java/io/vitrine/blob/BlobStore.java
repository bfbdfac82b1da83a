package io.vitrine.blob;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps immutable bytes under random keys. Knows nothing of files, sites or HTTP. Safe for use by
 * many threads. The meaning of each method is written as tests in {@code BlobStoreContract}.
 */
public interface BlobStore extends Closeable {

  /** Begins a new blob; nothing is visible until its writer commits. */
  BlobWriter create() throws IOException;

  /**
   * Opens a range of a blob.
   *
   * @param offset first byte, from 0 to the blob's size
   * @param length number of bytes; {@code offset + length} is at most the blob's size
   * @return empty when there is no such blob
   */
  Optional<BlobContent> open(BlobKey key, long offset, long length) throws IOException;

  /** Removes a blob. No error when there is none. Works on a full disk. */
  void delete(BlobKey key) throws IOException;

  /** Hands every stored blob to the consumer, in no order, without holding them in memory. */
  void list(Consumer<StoredBlob> consumer) throws IOException;

  /** Fails when the store cannot be used now; the message is fit for an operator. */
  void checkHealth() throws IOException;
}
