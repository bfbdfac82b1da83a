package io.vitrine.media.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Walks from header to header of a TAR archive (POSIX.1-2008 {@code pax}, section "ustar
 * Interchange Format") with the long names of GNU tar. What the entries hold is passed over.
 */
final class TarReader {
  private static final int BLOCK = 512;

  /** Contract: processing.md section 6. */
  private static final int MAX_ENTRIES = 100_000;

  /** Bytes of an extended header, which is kept while its entry is read. */
  private static final long MAX_EXTENDED = 64 * 1024;

  private final InputStream stream;
  private Optional<String> extendedName = Optional.empty();
  private Optional<Long> extendedSize = Optional.empty();

  TarReader(InputStream stream) {
    this.stream = stream;
  }

  /**
   * Adds the entries.
   *
   * @return whether the end was reached; false when the archive breaks off, is damaged or has too
   *     many entries
   * @throws InterruptedException when the thread was told to stop
   */
  boolean readInto(Listing listing) throws IOException, InterruptedException {
    try {
      for (int i = 0; i < MAX_ENTRIES; i++) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        byte[] header = stream.readNBytes(BLOCK);
        if (header.length == 0 || isEnd(header)) {
          return true;
        }
        if (header.length < BLOCK || !isSound(header)) {
          return false;
        }
        entry(header, listing);
      }
      return false;
    } catch (EOFException broken) {
      return false;
    }
  }

  private void entry(byte[] header, Listing listing) throws IOException {
    long size = number(header, 124, 12);
    switch (header[156]) {
      case 'L' -> extendedName = Optional.of(text(extended(size)));
      case 'x' -> readRecords(extended(size));
      case 'K', 'g', 'V' -> skip(size);
      default -> {
        long real = extendedSize.orElse(size);
        listing.add(extendedName.orElseGet(() -> name(header)), real);
        extendedName = Optional.empty();
        extendedSize = Optional.empty();
        if (hasContent(header[156])) {
          skip(real);
        }
      }
    }
  }

  /** Links, devices and folders have none, whatever their size says. */
  private static boolean hasContent(byte type) {
    return type < '1' || type > '6';
  }

  private static boolean isEnd(byte[] block) {
    return Arrays.equals(block, new byte[BLOCK]);
  }

  private static boolean isSound(byte[] header) {
    long sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= 148 && i < 156 ? ' ' : Byte.toUnsignedInt(header[i]);
    }
    return number(header, 148, 8) == sum && number(header, 124, 12) >= 0;
  }

  /** Octal digits, or with the highest bit set a binary number; -1 when it is neither. */
  private static long number(byte[] header, int offset, int length) {
    if ((header[offset] & 0x80) != 0) {
      long value = 0;
      for (int i = offset + length - 8; i < offset + length; i++) {
        value = (value << 8) | Byte.toUnsignedLong(header[i]);
      }
      return Math.max(value, -1);
    }
    String digits =
        new String(header, offset, length, StandardCharsets.ISO_8859_1).replace('\0', ' ').strip();
    if (digits.isEmpty()) {
      return 0;
    }
    return digits.matches("[0-7]{1,20}") ? Long.parseLong(digits, 8) : -1;
  }

  private static String name(byte[] header) {
    String name = text(Arrays.copyOfRange(header, 0, 100));
    boolean ustar = new String(header, 257, 6, StandardCharsets.ISO_8859_1).equals("ustar\0");
    String prefix = ustar ? text(Arrays.copyOfRange(header, 345, 500)) : "";
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  /** Up to the first zero. */
  private static String text(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return Listing.name(Arrays.copyOf(bytes, end), StandardCharsets.ISO_8859_1);
  }

  private byte[] extended(long size) throws IOException {
    if (size > MAX_EXTENDED) {
      throw new EOFException("an extended header of " + size + " bytes");
    }
    byte[] bytes = stream.readNBytes((int) size);
    skipPadding(size);
    return bytes;
  }

  /** Records such as {@code "30 path=a long name\n"}. */
  private void readRecords(byte[] records) {
    for (String line : new String(records, StandardCharsets.UTF_8).split("\n", -1)) {
      int space = line.indexOf(' ');
      String field = line.substring(space + 1);
      if (field.startsWith("path=")) {
        extendedName = Optional.of(field.substring("path=".length()));
      } else if (field.matches("size=\\d{1,18}")) {
        extendedSize = Optional.of(Long.parseLong(field.substring("size=".length())));
      }
    }
  }

  private void skip(long size) throws IOException {
    stream.skipNBytes(size);
    skipPadding(size);
  }

  private void skipPadding(long size) throws IOException {
    stream.skipNBytes(Math.floorMod(-size, BLOCK));
  }
}
