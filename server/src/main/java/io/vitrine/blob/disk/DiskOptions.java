package io.vitrine.blob.disk;

/**
 * What a disk store does beside writing. Servers use {@link #SAFE}; anything less exists so that
 * benchmarks can tell what hashing and flushing cost.
 *
 * @param hashing computes SHA-256 and CRC-32; without it the told SHA-256 is random, so that two
 *     files are never taken for equal, and the CRC-32 is 0
 * @param flushing makes bytes and names survive a power cut before a commit returns
 * @param reserve bytes of the file system that stay free, so that deletes, the database and the
 *     operator can still work when uploads are refused
 */
public record DiskOptions(boolean hashing, boolean flushing, long reserve) {
  /** Hashed, flushed, 64 MiB kept free. */
  public static final DiskOptions SAFE = new DiskOptions(true, true, 64L << 20);

  public DiskOptions {
    if (reserve < 0) {
      throw new IllegalArgumentException("the reserve is negative");
    }
  }
}
