package io.vitrine.blob.disk;

import io.vitrine.blob.StoreFullException;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Knows when the file system is full. The system is asked once for every few megabytes that all
 * writers write together, and for each write once it was found short, so that many writers at once
 * cannot eat up the reserve.
 */
final class Headroom {
  private static final long BYTES_BETWEEN_CHECKS = 8L << 20;
  private static final long NOTHING_LEFT = 64L << 10;

  private final Path folder;
  private final FileStore fileStore;
  private final long reserve;
  private final AtomicLong sinceCheck = new AtomicLong();
  private volatile boolean isShort;

  Headroom(Path folder, long reserve) throws IOException {
    this.folder = folder;
    this.fileStore = Files.getFileStore(folder);
    this.reserve = reserve;
  }

  /**
   * Asks the system now.
   *
   * @throws StoreFullException when less than the reserve is free
   */
  void check() throws IOException {
    sinceCheck.set(0);
    long usable = fileStore.getUsableSpace();
    isShort = usable < reserve;
    if (isShort) {
      throw new StoreFullException(
          "the file system of %s has %d MiB left and %d MiB are kept free; uploads are refused until space is freed"
              .formatted(folder, usable >> 20, reserve >> 20),
          null);
    }
  }

  /**
   * Tells that bytes are about to be written, and asks the system when it is time.
   *
   * @throws StoreFullException when less than the reserve is free
   */
  void take(long bytes) throws IOException {
    if (sinceCheck.addAndGet(bytes) >= BYTES_BETWEEN_CHECKS || isShort) {
      check();
    }
  }

  /**
   * The same failure, as a {@link StoreFullException} when its cause is a lack of room. Java tells
   * ENOSPC and EDQUOT only by the system's message, which may be translated: then the space that is
   * left decides.
   */
  IOException explain(IOException failure) {
    if (failure instanceof StoreFullException) {
      return failure;
    }
    String message = String.valueOf(failure.getMessage());
    if (message.contains("No space left on device")
        || message.contains("Disk quota exceeded")
        || isUsedUp()) {
      return new StoreFullException(
          "the file system or quota of " + folder + " is full: " + message, failure);
    }
    return failure;
  }

  private boolean isUsedUp() {
    try {
      return fileStore.getUsableSpace() < NOTHING_LEFT;
    } catch (IOException unknown) {
      return false; // the failure that is being explained says more than this one
    }
  }
}
