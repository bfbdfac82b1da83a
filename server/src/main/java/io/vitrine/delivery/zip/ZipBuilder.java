package io.vitrine.delivery.zip;

import io.vitrine.catalog.BlobReference;
import io.vitrine.catalog.TreeItem;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** Lays out a zip of the items that it is told one by one. Used by one thread. */
public final class ZipBuilder {
  /**
   * The longest path of a folder in bytes, so that unpacked files stay within what systems take;
   * what lies deeper is put into the last folder that fits.
   */
  private static final int LONGEST_FOLDER_PATH = 1_024;

  private static final int DIGEST_DIGITS = 32;

  /**
   * To be raised with each change of the records or names, so that no half of an old zip is kept.
   */
  private static final byte FORMAT = 1;

  private final EntryTable entries = new EntryTable();
  private final EntryNames names = new EntryNames();
  private final Map<Long, Integer> folders = new HashMap<>();
  private final MessageDigest digest;
  private int told;
  private int files;

  public ZipBuilder() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
      digest.update(FORMAT);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * Adds an item; a folder comes before what lies in it, and one whose parent was not added is at
   * the top.
   *
   * @throws TooManyEntriesException when it is one too many
   */
  public void add(TreeItem item) {
    // A folder that lies too deep gets no entry, but costs as much.
    if (told++ == ZipLayout.MAX_ENTRIES) {
      throw new TooManyEntriesException();
    }
    int parent = folders.getOrDefault(item.parent(), EntryTable.TOP);
    switch (item) {
      case TreeItem.SubFolder folder -> add(parent, folder);
      case TreeItem.PublicFile(long _, String displayName, Instant updated, BlobReference blob) -> {
        byte[] name = utf8(names.file(parent, displayName));
        entries.add(parent, name, blob.size(), blob.crc32(), updated.getEpochSecond(), blob.key());
        note(parent, name, updated, blob.size(), blob.crc32(), utf8(blob.sha256()));
        files++;
      }
    }
  }

  private void add(int parent, TreeItem.SubFolder folder) {
    byte[] name = utf8(names.folder(parent, folder.displayName()) + "/");
    if (entries.pathLength(parent) + name.length > LONGEST_FOLDER_PATH) {
      folders.put(folder.number(), parent);
      return;
    }
    folders.put(
        folder.number(), entries.add(parent, name, 0, 0, folder.updated().getEpochSecond(), ""));
    note(parent, name, folder.updated(), 0, 0, new byte[0]);
  }

  /** The layout; empty when there is no file in it. */
  public Optional<ZipLayout> build() {
    if (files == 0) {
      return Optional.empty();
    }
    entries.trim();
    long localAt = 0;
    long centralAt = 0;
    for (int i = 0; i < entries.size(); i++) {
      entries.place(i, localAt, centralAt);
      int pathLength = entries.pathLength(i);
      long size = entries.bytes(i);
      centralAt += ZipRecords.centralLength(pathLength, size, localAt);
      localAt += ZipRecords.localLength(pathLength, size) + size;
    }
    String digits = HexFormat.of().formatHex(digest.digest()).substring(0, DIGEST_DIGITS);
    return Optional.of(new ZipLayout(entries, digits, localAt, centralAt));
  }

  /** Lets the digest depend on everything that the bytes of an entry depend on. */
  private void note(
      int parent, byte[] name, Instant updated, long size, long crc32, byte[] sha256) {
    ByteBuffer numbers = ByteBuffer.allocate(40);
    numbers.putInt(parent).putInt(name.length).putInt(sha256.length).putInt(0);
    numbers.putLong(updated.getEpochSecond()).putLong(size).putLong(crc32);
    digest.update(numbers.array());
    digest.update(name);
    digest.update(sha256);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
