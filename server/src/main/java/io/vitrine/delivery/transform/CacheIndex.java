package io.vitrine.delivery.transform;

import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What lies in the cache, from the result that was wanted longest ago to the latest one. Only in
 * memory, so that no lock is held while the disk works.
 */
final class CacheIndex {
  private final SequencedMap<PictureName, Entry> entries = new LinkedHashMap<>(64, 0.75f, true);
  private long bytes;

  /**
   * A file as it was when it was known to be whole.
   *
   * @param size its length in bytes
   */
  record Entry(long size, FileTime modified) {
    /** What file systems commonly give to a file at least, and in steps of. */
    private static final long BLOCK = 4_096;

    /** For the folder and the inode on the disk, and for this entry in memory. */
    private static final long BESIDE = 1_024;

    /**
     * The room that it takes. A bound on lengths alone would let millions of tiny results fill the
     * disk and the memory.
     */
    long cost() {
      return (size + BLOCK - 1) / BLOCK * BLOCK + BESIDE;
    }
  }

  /** What is known of a result, which is wanted now. */
  synchronized Optional<Entry> touch(PictureName name) {
    return Optional.ofNullable(entries.get(name));
  }

  /** Notes a result that is wanted now. */
  synchronized void put(PictureName name, Entry entry) {
    Entry before = entries.put(name, entry);
    bytes += entry.cost() - (before == null ? 0 : before.cost());
  }

  /** Notes a result that was wanted before all that is noted, unless it is noted already. */
  synchronized void putOldest(PictureName name, Entry entry) {
    if (!entries.containsKey(name)) {
      entries.putFirst(name, entry);
      bytes += entry.cost();
    }
  }

  /** Forgets a result. */
  synchronized void remove(PictureName name) {
    Entry removed = entries.remove(name);
    bytes -= removed == null ? 0 : removed.cost();
  }

  /** Forgets the results that were wanted longest ago until the others, at least one, fit. */
  synchronized List<PictureName> removeOver(long most) {
    List<PictureName> removed = new ArrayList<>();
    Iterator<Map.Entry<PictureName, Entry>> oldest = entries.entrySet().iterator();
    while (bytes > most && entries.size() > 1) {
      Map.Entry<PictureName, Entry> entry = oldest.next();
      removed.add(entry.getKey());
      bytes -= entry.getValue().cost();
      oldest.remove();
    }
    return removed;
  }

  /** The room that all results take, in bytes. */
  synchronized long bytes() {
    return bytes;
  }

  /** The number of results. */
  synchronized int size() {
    return entries.size();
  }
}
