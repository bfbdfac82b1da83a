package io.vitrine.delivery.zip;

import io.vitrine.http.Body;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A zip before it is made: what stands at each of its bytes. It holds names, sizes and checksums,
 * never the files' bytes, and makes every header anew when it is sent.
 *
 * <p>In order: for each entry a local header and the file's bytes as they are; then the directory;
 * then where the directory is.
 */
public final class ZipLayout {
  /** The most files and folders. */
  public static final int MAX_ENTRIES = 100_000;

  private final EntryTable entries;
  private final String digest;
  private final long directoryAt;
  private final long endAt;
  private final ByteBuffer end;

  /**
   * @param entries each placed; not changed any more
   * @param digest of all that the zip's bytes depend on
   */
  ZipLayout(EntryTable entries, String digest, long directoryAt, long directoryLength) {
    this.entries = entries;
    this.digest = digest;
    this.directoryAt = directoryAt;
    this.endAt = directoryAt + directoryLength;
    this.end = ZipRecords.end(entries.size(), directoryAt, directoryLength);
  }

  /** Opens a range of a file's bytes. */
  @FunctionalInterface
  public interface Files {
    /** Opens {@code length} bytes of the blob, beginning at {@code offset}. */
    Body.OpenSource open(String blobKey, long offset, long length) throws IOException;
  }

  /** Bytes of the whole zip. */
  public long length() {
    return endAt + end.limit();
  }

  /** Whether the other is of the same entries and blobs. */
  public boolean isSame(ZipLayout other) {
    return digest.equals(other.digest) && entries.isSame(other.entries);
  }

  /** 32 hex digits: equal for equal bytes only. */
  public String digest() {
    return digest;
  }

  /** Files and folders in it. */
  public int size() {
    return entries.size();
  }

  /** Bytes of memory that this takes. */
  public int weight() {
    return entries.weight();
  }

  /** Opens a range of the zip; nothing in front of it is read. */
  public Body.OpenSource open(long offset, long length, Files files) {
    if (offset < 0 || length < 0 || offset > length() - length) {
      throw new IllegalArgumentException("not within the zip");
    }
    return new Body.OpenSource.Parts(new ZipParts(this, files, offset, length));
  }

  EntryTable entries() {
    return entries;
  }

  /** Where the directory begins. */
  long directoryAt() {
    return directoryAt;
  }

  /** Where the records behind the directory begin. */
  long endAt() {
    return endAt;
  }

  ByteBuffer end() {
    return end.duplicate();
  }
}
