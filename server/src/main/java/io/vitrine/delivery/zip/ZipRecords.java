package io.vitrine.delivery.zip;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * The records around the bytes of a zip, as APPNOTE.TXT 6.3 has them: stored entries whose size and
 * CRC-32 are told in front, names in UTF-8, zip64 only where a number does not fit.
 */
final class ZipRecords {
  private static final int LOCAL = 30;
  private static final int CENTRAL = 46;
  private static final int TIME_EXTRA = 9;
  private static final int LOCAL_ZIP64_EXTRA = 20;
  private static final long NO_FIT_32 = 0xffffffffL;
  private static final int NO_FIT_16 = 0xffff;
  private static final int UTF8 = 1 << 11;
  private static final int VERSION = 20;
  private static final int VERSION_ZIP64 = 45;
  private static final int MADE_ON_UNIX = 3 << 8;
  private static final int FILE_MODE = 0100644;
  private static final int FOLDER_MODE = 040755;
  private static final int DOS_FOLDER = 0x10;
  private static final LocalDateTime DOS_FIRST = LocalDateTime.of(1980, 1, 1, 0, 0);
  private static final LocalDateTime DOS_LAST = LocalDateTime.of(2107, 12, 31, 23, 59, 58);

  private ZipRecords() {}

  static int localLength(int pathLength, long size) {
    return LOCAL + pathLength + TIME_EXTRA + (size >= NO_FIT_32 ? LOCAL_ZIP64_EXTRA : 0);
  }

  static int centralLength(int pathLength, long size, long localAt) {
    int numbers = (size >= NO_FIT_32 ? 2 : 0) + (localAt >= NO_FIT_32 ? 1 : 0);
    return CENTRAL + pathLength + TIME_EXTRA + (numbers > 0 ? 4 + 8 * numbers : 0);
  }

  /** What stands in front of an entry's bytes. */
  static ByteBuffer local(Entry entry) {
    int length = localLength(entry.path().length, entry.size());
    boolean isLarge = entry.size() >= NO_FIT_32;
    ByteBuffer record = buffer(length).putInt(0x04034b50);
    common(record, entry, isLarge);
    record.putShort((short) (length - LOCAL - entry.path().length)).put(entry.path());
    if (isLarge) {
      record.putShort((short) 1).putShort((short) 16);
      record.putLong(entry.size()).putLong(entry.size());
    }
    return time(record, entry).flip();
  }

  /** The entry's row in the directory at the end. */
  static ByteBuffer central(Entry entry, long localAt) {
    int length = centralLength(entry.path().length, entry.size(), localAt);
    boolean isLarge = entry.size() >= NO_FIT_32;
    boolean isFar = localAt >= NO_FIT_32;
    ByteBuffer record = buffer(length).putInt(0x02014b50);
    record.putShort((short) (MADE_ON_UNIX | VERSION_ZIP64));
    common(record, entry, isLarge || isFar);
    record.putShort((short) (length - CENTRAL - entry.path().length));
    record.putShort((short) 0).putShort((short) 0).putShort((short) 0);
    record.putInt(entry.isFolder() ? FOLDER_MODE << 16 | DOS_FOLDER : FILE_MODE << 16);
    record.putInt(isFar ? (int) NO_FIT_32 : (int) localAt).put(entry.path());
    if (isLarge || isFar) {
      record.putShort((short) 1).putShort((short) ((isLarge ? 16 : 0) + (isFar ? 8 : 0)));
      if (isLarge) {
        record.putLong(entry.size()).putLong(entry.size());
      }
      if (isFar) {
        record.putLong(localAt);
      }
    }
    return time(record, entry).flip();
  }

  /** What stands behind the directory and tells where it is. */
  static ByteBuffer end(long entries, long directoryAt, long directoryLength) {
    boolean zip64 =
        entries >= NO_FIT_16 || directoryAt >= NO_FIT_32 || directoryLength >= NO_FIT_32;
    ByteBuffer record = buffer(22 + (zip64 ? 56 + 20 : 0));
    if (zip64) {
      record.putInt(0x06064b50).putLong(44);
      record.putShort((short) (MADE_ON_UNIX | VERSION_ZIP64)).putShort((short) VERSION_ZIP64);
      record.putInt(0).putInt(0).putLong(entries).putLong(entries);
      record.putLong(directoryLength).putLong(directoryAt);
      record.putInt(0x07064b50).putInt(0).putLong(directoryAt + directoryLength).putInt(1);
    }
    short count = (short) Math.min(entries, NO_FIT_16);
    record.putInt(0x06054b50).putShort((short) 0).putShort((short) 0);
    record.putShort(count).putShort(count);
    record.putInt((int) Math.min(directoryLength, NO_FIT_32));
    record.putInt((int) Math.min(directoryAt, NO_FIT_32)).putShort((short) 0);
    return record.flip();
  }

  /**
   * The fields that both records of an entry have, from the version needed to the name's length.
   */
  private static void common(ByteBuffer record, Entry entry, boolean zip64) {
    record.putShort((short) (zip64 ? VERSION_ZIP64 : VERSION));
    record.putShort((short) UTF8).putShort((short) 0);
    record.putInt(dosTime(entry.modifiedSeconds())).putInt((int) entry.crc32());
    int size = (int) Math.min(entry.size(), NO_FIT_32);
    record.putInt(size).putInt(size).putShort((short) entry.path().length);
  }

  /** The time in UTC to the second, which readers prefer to DOS's local time of even seconds. */
  private static ByteBuffer time(ByteBuffer record, Entry entry) {
    long seconds = Math.clamp(entry.modifiedSeconds(), Integer.MIN_VALUE, Integer.MAX_VALUE);
    return record.putShort((short) 0x5455).putShort((short) 5).put((byte) 1).putInt((int) seconds);
  }

  private static int dosTime(long seconds) {
    LocalDateTime asked = LocalDateTime.ofInstant(Instant.ofEpochSecond(seconds), ZoneOffset.UTC);
    LocalDateTime time =
        asked.isBefore(DOS_FIRST) ? DOS_FIRST : asked.isAfter(DOS_LAST) ? DOS_LAST : asked;
    int date = (time.getYear() - 1980) << 9 | time.getMonthValue() << 5 | time.getDayOfMonth();
    return date << 16 | time.getHour() << 11 | time.getMinute() << 5 | time.getSecond() / 2;
  }

  private static ByteBuffer buffer(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
