package io.vitrine.delivery.zip;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The entries of a zip, packed into two arrays: some 60 bytes and the name for each, since a zip
 * may have a hundred thousand. A folder's name is kept once, however many entries lie in it.
 */
final class EntryTable {
  /** The parent of entries at the top. */
  static final int TOP = -1;

  private static final int ROW = 60;
  private static final int LOCAL_AT = 0;
  private static final int CENTRAL_AT = 8;
  private static final int SIZE = 16;
  private static final int SECONDS = 24;
  private static final int KEY = 32;
  private static final int CRC = 48;
  private static final int PARENT = 52;
  private static final int NAME_AT = 56;
  private static final HexFormat HEX = HexFormat.of();

  private int count;
  private ByteBuffer rows = ByteBuffer.allocate(64 * ROW);
  private byte[] names = new byte[4096];
  private int namesEnd;

  int size() {
    return count;
  }

  /** Whether the other has the same entries in the same order, of the same blobs. */
  boolean isSame(EntryTable other) {
    return rows.equals(other.rows) && Arrays.equals(names, other.names);
  }

  /** Bytes of memory that it takes. */
  int weight() {
    return rows.capacity() + names.length;
  }

  /**
   * Adds an entry.
   *
   * @param parent index of the folder in which it lies
   * @param name in UTF-8; a folder's with its slash
   * @param blobKey 32 hex digits; empty for a folder
   * @return its index
   */
  int add(int parent, byte[] name, long size, long crc32, long seconds, String blobKey) {
    if (rows.capacity() < (count + 1) * ROW) {
      rows = ByteBuffer.wrap(Arrays.copyOf(rows.array(), rows.capacity() * 2));
    }
    if (names.length < namesEnd + name.length) {
      names = Arrays.copyOf(names, Math.max(names.length * 2, namesEnd + name.length));
    }
    System.arraycopy(name, 0, names, namesEnd, name.length);
    int row = count * ROW;
    rows.putLong(row + SIZE, size).putLong(row + SECONDS, seconds);
    rows.putInt(row + CRC, (int) crc32).putInt(row + PARENT, parent);
    rows.putInt(row + NAME_AT, namesEnd);
    rows.put(row + KEY, blobKey.isEmpty() ? new byte[16] : HEX.parseHex(blobKey));
    namesEnd += name.length;
    return count++;
  }

  /** Notes where the two records of an entry stand. */
  void place(int index, long localAt, long centralAt) {
    rows.putLong(index * ROW + LOCAL_AT, localAt).putLong(index * ROW + CENTRAL_AT, centralAt);
  }

  /** Gives back what was reserved for more entries. */
  void trim() {
    rows = ByteBuffer.wrap(Arrays.copyOf(rows.array(), count * ROW));
    names = Arrays.copyOf(names, namesEnd);
  }

  long localAt(int index) {
    return rows.getLong(index * ROW + LOCAL_AT);
  }

  long centralAt(int index) {
    return rows.getLong(index * ROW + CENTRAL_AT);
  }

  long bytes(int index) {
    return rows.getLong(index * ROW + SIZE);
  }

  int pathLength(int index) {
    int length = 0;
    for (int at = index; at != TOP; at = parent(at)) {
      length += nameEnd(at) - nameAt(at);
    }
    return length;
  }

  Entry get(int index) {
    int row = index * ROW;
    byte[] path = path(index);
    boolean isFolder = path[path.length - 1] == '/';
    byte[] key = new byte[16];
    rows.get(row + KEY, key);
    return new Entry(
        path,
        isFolder,
        bytes(index),
        Integer.toUnsignedLong(rows.getInt(row + CRC)),
        rows.getLong(row + SECONDS),
        isFolder ? "" : HEX.formatHex(key));
  }

  private byte[] path(int index) {
    byte[] path = new byte[pathLength(index)];
    int end = path.length;
    for (int at = index; at != TOP; at = parent(at)) {
      int length = nameEnd(at) - nameAt(at);
      end -= length;
      System.arraycopy(names, nameAt(at), path, end, length);
    }
    return path;
  }

  private int parent(int index) {
    return rows.getInt(index * ROW + PARENT);
  }

  private int nameAt(int index) {
    return rows.getInt(index * ROW + NAME_AT);
  }

  private int nameEnd(int index) {
    return index + 1 < count ? nameAt(index + 1) : namesEnd;
  }
}
