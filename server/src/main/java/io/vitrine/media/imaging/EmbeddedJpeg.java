package io.vitrine.media.imaging;

import io.vitrine.media.PictureException;
import io.vitrine.media.PictureException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The largest JPEG that lies in a camera's raw file: what the camera shows on its display, often of
 * full size. Each maker keeps it elsewhere, in TIFF, ISO media or boxes of his own; all of them
 * keep it in one piece, so it is looked for by what a JPEG begins with. The sensor's own data are
 * JPEG too in some files, but without loss, which no viewer shows: those do not count.
 *
 * @param orientation EXIF's, for a JPEG that tells none itself; else 1
 */
record EmbeddedJpeg(long start, long end, int orientation) {
  private static final int SOI = 0xd8;
  private static final int EOI = 0xd9;
  private static final int SOS = 0xda;
  private static final int APP1 = 0xe1;

  /** Beginnings that are looked at: honest files have three or four. */
  private static final int MOST_BEGINNINGS = 4_096;

  private static final int MOST_SEGMENTS = 256;
  private static final int LONGEST_DIRECTORY = 4_096;
  private static final int ORIENTATION = 274;

  /** A JPEG up to its first scan. */
  private record Head(int start, int scan, long pixels, boolean exif) {}

  /**
   * Looks through a file.
   *
   * @throws PictureException {@code UNSUPPORTED} when there is none
   */
  static EmbeddedJpeg largest(FileChannel file) throws IOException, PictureException {
    if (file.size() > Integer.MAX_VALUE) {
      throw new PictureException(Reason.UNSUPPORTED, "a raw file of more than 2 GB");
    }
    ByteBuffer bytes = file.map(MapMode.READ_ONLY, 0, file.size());
    Head best = null;
    int beginnings = 0;
    int at = 0;
    while (at < bytes.limit() - 4 && beginnings < MOST_BEGINNINGS) {
      if (bytes.get(at) == -1 && u8(bytes, at + 1) == SOI && bytes.get(at + 2) == -1) {
        beginnings++;
        Optional<Head> head = head(bytes, at);
        if (head.isPresent()) {
          if (best == null || head.get().pixels() > best.pixels()) {
            best = head.get();
          }
          at = head.get().scan();
        }
      }
      at++;
    }
    if (best == null) {
      throw new PictureException(Reason.UNSUPPORTED, "a raw file without a picture to show");
    }
    return new EmbeddedJpeg(
        best.start(), end(bytes, best.scan()), best.exif() ? 1 : orientation(bytes));
  }

  private static Optional<Head> head(ByteBuffer bytes, int start) {
    long pixels = 0;
    boolean exif = false;
    int at = start + 2;
    for (int i = 0; i < MOST_SEGMENTS && at < bytes.limit() - 10; i++) {
      int marker = u8(bytes, at + 1);
      if (bytes.get(at) != -1 || marker < 0xc0 || marker == SOI || marker == EOI) {
        return Optional.empty();
      }
      if (marker == SOS) {
        return pixels == 0 ? Optional.empty() : Optional.of(new Head(start, at, pixels, exif));
      }
      switch (marker) {
        case 0xc0, 0xc1, 0xc2 -> {
          if (bytes.get(at + 4) != 8) {
            return Optional.empty();
          }
          pixels = (long) u16(bytes, at + 5) * u16(bytes, at + 7);
        }
        case 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf -> {
          return Optional.empty();
        }
        case APP1 -> exif |= bytes.get(at + 4) == 'E' && bytes.get(at + 5) == 'x';
        default -> {}
      }
      at += 2 + u16(bytes, at + 2);
    }
    return Optional.empty();
  }

  /** Behind its last byte; a JPEG that does not end goes as far as the file. */
  private static int end(ByteBuffer bytes, int scan) {
    int at = scan;
    while (at < bytes.limit() - 4) {
      int marker = u8(bytes, at + 1);
      if (bytes.get(at) != -1 || marker == 0 || marker == 0xff || (marker & 0xf8) == 0xd0) {
        at++;
      } else if (marker == EOI) {
        return at + 2;
      } else {
        at += 2 + u16(bytes, at + 2);
      }
    }
    return bytes.limit();
  }

  /** What the file's own directory tells, where it is a TIFF. */
  private static int orientation(ByteBuffer bytes) {
    if (bytes.limit() < 8 || bytes.get(0) != bytes.get(1)) {
      return 1;
    }
    ByteBuffer tiff =
        bytes
            .duplicate()
            .order(bytes.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    long directory = Integer.toUnsignedLong(tiff.getInt(4));
    if (directory > tiff.limit() - 2) {
      return 1;
    }
    int entries = Math.min(Short.toUnsignedInt(tiff.getShort((int) directory)), LONGEST_DIRECTORY);
    for (int i = 0; i < entries; i++) {
      long entry = directory + 2 + 12L * i;
      if (entry > tiff.limit() - 12) {
        return 1;
      }
      if (Short.toUnsignedInt(tiff.getShort((int) entry)) == ORIENTATION) {
        return Short.toUnsignedInt(tiff.getShort((int) entry + 8));
      }
    }
    return 1;
  }

  /** Copies it to a file of its own that is there already, and tells it the orientation. */
  void write(FileChannel file, Path target) throws IOException {
    try (FileChannel out = FileChannel.open(target, StandardOpenOption.WRITE)) {
      ByteBuffer beginning = beginning();
      while (beginning.hasRemaining()) {
        int _ = out.write(beginning);
      }
      long next = start + 2;
      while (next < end) {
        long copied = file.transferTo(next, end - next, out);
        if (copied <= 0) {
          throw new IOException("the source became shorter");
        }
        next += copied;
      }
    }
  }

  /** The first marker and, for a picture that lies on its side, EXIF of that one tag. */
  private ByteBuffer beginning() {
    ByteBuffer bytes = ByteBuffer.allocate(40).put((byte) 0xff).put((byte) SOI);
    if (orientation > 1 && orientation <= 8) {
      bytes.put((byte) 0xff).put((byte) APP1).putShort((short) 34);
      bytes.put(new byte[] {'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42}).putInt(8);
      bytes.putShort((short) 1).putShort((short) ORIENTATION).putShort((short) 3).putInt(1);
      bytes.putShort((short) orientation).putShort((short) 0).putInt(0);
    }
    return bytes.flip();
  }

  private static int u8(ByteBuffer bytes, int at) {
    return Byte.toUnsignedInt(bytes.get(at));
  }

  private static int u16(ByteBuffer bytes, int at) {
    return u8(bytes, at) << 8 | u8(bytes, at + 1);
  }
}
