package io.vitrine.blob;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Keeps uploads whose bytes come in pieces, over days, from clients that vanish and come back,
 * until they become a blob. Like {@link BlobStore} it knows no HTTP and no files. Safe for use by
 * many threads of one process; no other process may append meanwhile. The meaning of each method is
 * written as tests in {@code UploadStoreContract}.
 *
 * <p>An offset is told only of bytes that survive {@code kill -9} and a power cut (design decision
 * 3), and it never shrinks.
 */
public interface UploadStore extends Closeable {

  /** What becomes of bytes whose append does not end well. */
  enum Mode {
    /** What came stays (tus 1.0.0, Core: an interrupted PATCH). */
    PLAIN,
    /**
     * Nothing counts before {@link UploadAppender#keep}, neither after a crash (tus 1.0.0,
     * Checksum: a chunk whose sum is wrong is dropped).
     */
    CHECKED
  }

  /**
   * Makes an empty upload, durable when it returns.
   *
   * @throws StoreFullException when there is no room
   */
  UploadKey create() throws IOException;

  /**
   * The number of bytes that are durable and count. Never waits for a writer.
   *
   * @return empty when there is no such upload
   */
  OptionalLong offset(UploadKey key) throws IOException;

  /**
   * Becomes the one writer, from {@link #offset} on; bytes that an earlier writer had not flushed
   * are dropped, so that what {@code offset} told a moment ago is where the new one begins.
   *
   * <p>The earlier writer is asked to stop (its {@code onSuperseded} runs once, on a thread of its
   * own, so that its dead connection can be cut) and is fenced: after this returns not one byte of
   * it can be written or told. Waits at most five seconds.
   *
   * @throws NoSuchUploadException when there is no such upload
   * @throws UploadBusyException when the earlier writer did not let go in time, or a still newer
   *     request came; the earlier writer is fenced all the same
   * @throws UploadCompletedException when the bytes are a blob
   * @throws StoreFullException when there is no room
   */
  UploadAppender append(UploadKey key, Mode mode, Runnable onSuperseded) throws IOException;

  /** As {@link #complete(UploadKey, LongConsumer)} for those who can wait in silence. */
  default WrittenBlob complete(UploadKey key) throws IOException {
    return complete(key, hashed -> {});
  }

  /**
   * Makes a blob of the upload's durable bytes, without copying them. They are not read again
   * either unless their digests are not known: after a restart they are made up for in the
   * background from the next {@link #append} on, and this waits for what is missing. A writer is
   * stopped as by {@code append}.
   *
   * <p>The upload itself stays until {@link #delete}, so that this can be called again, by the same
   * process or after a crash, until the caller has noted the blob: it gives the same blob, which is
   * made anew if it was deleted meanwhile.
   *
   * @param waiting called about every second, by the calling thread, with the number of bytes
   *     hashed so far, for as long as this waits for digests; what it throws ends the wait
   * @throws NoSuchUploadException when there is no such upload
   * @throws UploadBusyException as by {@code append}
   * @throws SupersededException when a newer request came while this waited for digests
   * @throws StoreFullException when there is no room for another name; call again
   */
  WrittenBlob complete(UploadKey key, LongConsumer waiting) throws IOException;

  /**
   * Makes a new upload of the durable bytes of others, in order; one may be named twice. They stay
   * as they are, and what becomes of them later does not touch the new one. It is durable when this
   * returns. Copies nothing where the store can avoid it.
   *
   * @throws NoSuchUploadException when one of the parts is not there
   * @throws StoreFullException when there is no room; nothing is left behind
   */
  UploadKey concatenate(List<UploadKey> parts) throws IOException;

  /**
   * Removes an upload; a blob that was made of it stays. No error when there is none. Works on a
   * full disk. A writer is stopped as by {@link #append}.
   *
   * @throws UploadBusyException when the writer did not let go in time; call again
   */
  void delete(UploadKey key) throws IOException;

  /**
   * Hands every upload to the consumer, also left-overs of a crash that nobody was told of, in no
   * order, without holding them in memory. Each can be removed by {@link #delete}.
   */
  void list(Consumer<StoredUpload> consumer) throws IOException;
}
