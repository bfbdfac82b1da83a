package io.vitrine.blob.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * How many bytes of an upload's file count, written after they were flushed. The length of the file
 * itself cannot tell: after a power cut it may cover bytes that never reached the disk (file
 * systems note a new length before the data is there, and give zeros), after a failed flush the
 * system takes lost bytes for written ones, and bytes whose checksum is still due lie there as
 * well.
 *
 * <p>The file has two slots in blocks of their own, written in turns, each with a checksum, so that
 * a mark that was cut short leaves the one before it. Used by one thread at a time.
 */
final class DurableMark {
  private static final int MAGIC = 0x5655_4d31;
  private static final int SLOT_DISTANCE = 4096;
  private static final int SLOT_SIZE = 4 + 8 + 8 + 4;

  private final Path file;
  private final boolean flushing;
  private Slot last;
  private boolean unsure;

  /** Slots count from 1; 0 stands for none, when the file is still empty. */
  private record Slot(long number, long offset) {
    private static final Slot NONE = new Slot(0, 0);
  }

  private DurableMark(Path file, boolean flushing, Slot last) {
    this.file = file;
    this.flushing = flushing;
    this.last = last;
  }

  /**
   * Makes the file, with room for both slots, so that a disk that is full by then does not keep
   * what was written from being told. Its name and its bytes are not flushed.
   */
  static void create(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer zeros = ByteBuffer.allocate(SLOT_DISTANCE + SLOT_SIZE);
      while (zeros.hasRemaining()) {
        channel.write(zeros, zeros.position());
      }
    }
  }

  /** The mark of an upload that was made this moment. */
  static DurableMark ofNothing(Path file, boolean flushing) {
    return new DurableMark(file, flushing, Slot.NONE);
  }

  /**
   * Reads the mark, and makes durable what is read: the process that wrote it may have been killed
   * before its flush.
   *
   * @return empty when there is no mark
   * @throws IOException also when both slots are damaged, which no crash can do
   */
  static Optional<DurableMark> read(Path file, boolean flushing) throws IOException {
    try (FileChannel channel = openForUpdate(file)) {
      Slot first = readSlot(channel, 0);
      Slot second = readSlot(channel, SLOT_DISTANCE);
      Slot newer = first.number > second.number ? first : second;
      // The second slot is begun only when the first is durable.
      if (newer.number == 0 && !isUnused(channel, SLOT_DISTANCE)) {
        throw new IOException("the mark of an upload is damaged: " + file);
      }
      if (flushing) {
        channel.force(true);
      }
      return Optional.of(new DurableMark(file, flushing, newer));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  /** The number of bytes that count. */
  long offset() {
    return last.offset;
  }

  /** Makes another number durable. When it fails, either may be found after a crash. */
  void move(long offset) throws IOException {
    Slot next = new Slot(last.number + 1, offset);
    unsure = true;
    try (FileChannel channel = openForUpdate(file)) {
      // After a failure the same slot again, with a number that is not smaller: the good one stays.
      writeSlot(channel, next);
      if (flushing) {
        channel.force(false);
      }
    }
    last = next;
    unsure = false;
  }

  /** Whether a failed {@link #move} left open what is found after a crash. */
  boolean isUnsure() {
    return unsure;
  }

  private static FileChannel openForUpdate(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private static void writeSlot(FileChannel channel, Slot slot) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(SLOT_SIZE);
    bytes.putInt(MAGIC).putLong(slot.number).putLong(slot.offset);
    bytes.putInt((int) crc32(bytes)).flip();
    long position = (slot.number - 1) % 2 * SLOT_DISTANCE;
    while (bytes.hasRemaining()) {
      position += channel.write(bytes, position);
    }
  }

  private static Slot readSlot(FileChannel channel, long position) throws IOException {
    ByteBuffer bytes = readBytes(channel, position);
    int magic = bytes.getInt();
    Slot slot = new Slot(bytes.getLong(), bytes.getLong());
    boolean whole = bytes.getInt() == (int) crc32(bytes.position(SLOT_SIZE - 4));
    return whole && magic == MAGIC ? slot : Slot.NONE;
  }

  private static boolean isUnused(FileChannel channel, long position) throws IOException {
    return readBytes(channel, position).equals(ByteBuffer.allocate(SLOT_SIZE));
  }

  /** As zeros where the file has none: a power cut may leave it shorter. */
  private static ByteBuffer readBytes(FileChannel channel, long position) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(SLOT_SIZE);
    int count = 0;
    while (bytes.hasRemaining() && count >= 0) {
      count = channel.read(bytes, position + bytes.position());
    }
    return bytes.clear();
  }

  /** Of the bytes before the buffer's position. */
  private static long crc32(ByteBuffer bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes.duplicate().flip());
    return crc.getValue();
  }
}
