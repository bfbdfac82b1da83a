package io.vitrine.media.imaging;

import io.vitrine.media.imaging.BitmapHeader.Packing;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The rows of a bitmap as they come in the file, as opacity, red, green, blue. */
final class BitmapRows {
  private final LittleEndianFile file;
  private final BitmapHeader header;
  private final byte[] row;
  private final int[] colours;
  private final Runs runs;
  private long next;

  BitmapRows(LittleEndianFile file, BitmapHeader header) throws IOException {
    this.file = file;
    this.header = header;
    this.next = header.pixels();
    int width = header.size().width();
    this.colours = new int[width];
    boolean packed = header.packing() == Packing.RUNS;
    this.row = new byte[packed ? width : (width * header.bits() + 7) / 8];
    this.runs = packed ? new Runs(file.stream(next), row, header.bits() == 4) : null;
    if (!packed && lastByte() > file.size()) {
      throw new EOFException("the pixels are not all there");
    }
  }

  private long lastByte() {
    return next + (long) header.bytesOfRow() * (header.size().height() - 1) + row.length;
  }

  /** The next row; of use until the one after it is asked for. */
  int[] next() throws IOException {
    if (runs != null) {
      runs.next();
    } else {
      file.read(ByteBuffer.wrap(row), next);
      next += header.bytesOfRow();
    }
    for (int x = 0; x < colours.length; x++) {
      colours[x] = colour(x);
    }
    return colours;
  }

  private int colour(int x) {
    if (runs != null) {
      return header.palette()[Byte.toUnsignedInt(row[x])];
    }
    return switch (header.bits()) {
      case 1 -> header.palette()[row[x >> 3] >> (7 - (x & 7)) & 1];
      case 4 -> header.palette()[row[x >> 1] >> ((x & 1) == 0 ? 4 : 0) & 15];
      case 8 -> header.palette()[Byte.toUnsignedInt(row[x])];
      case 24 -> 0xff000000 | number(x * 3, 3);
      case 16 -> unmasked(number(x * 2, 2));
      default -> unmasked(number(x * 4, 4));
    };
  }

  private int number(int at, int bytes) {
    int number = 0;
    for (int i = bytes - 1; i >= 0; i--) {
      number = number << 8 | Byte.toUnsignedInt(row[at + i]);
    }
    return number;
  }

  private int unmasked(int pixel) {
    int[] masks = header.masks();
    int opacity = masks[3] == 0 ? 255 : part(pixel, masks[3]);
    return opacity << 24
        | part(pixel, masks[0]) << 16
        | part(pixel, masks[1]) << 8
        | part(pixel, masks[2]);
  }

  /** The bits of a mask, scaled to 0 to 255. */
  private static int part(int pixel, int mask) {
    if (mask == 0) {
      return 0;
    }
    int shift = Integer.numberOfTrailingZeros(mask);
    long most = Integer.toUnsignedLong(mask >>> shift);
    return (int) (Integer.toUnsignedLong((pixel & mask) >>> shift) * 255 / most);
  }

  /** Unpacks runs of equal pixels. */
  private static final class Runs {
    private static final int END_OF_ROW = 0;
    private static final int END = 1;
    private static final int MOVE = 2;

    private final InputStream in;
    private final byte[] row;
    private final boolean halfBytes;
    private int x;
    private int emptyRows;
    private boolean ended;

    Runs(InputStream in, byte[] row, boolean halfBytes) {
      this.in = in;
      this.row = row;
      this.halfBytes = halfBytes;
    }

    void next() throws IOException {
      Arrays.fill(row, (byte) 0);
      if (emptyRows > 0) {
        emptyRows--;
        return;
      }
      while (!ended) {
        int count = read();
        int value = read();
        if (count > 0) {
          run(count, value);
        } else if (value == END_OF_ROW) {
          x = 0;
          return;
        } else if (value == END) {
          ended = true;
        } else if (value == MOVE) {
          x += read();
          int rows = read();
          if (rows > 0) {
            emptyRows = rows - 1;
            return;
          }
        } else {
          pixels(value);
        }
      }
    }

    private void run(int count, int value) {
      for (int i = 0; i < count; i++) {
        put(halfBytes ? half(value, i) : value);
      }
    }

    private void pixels(int count) throws IOException {
      int bytes = halfBytes ? (count + 1) / 2 : count;
      int value = 0;
      for (int i = 0; i < count; i++) {
        if (!halfBytes || i % 2 == 0) {
          value = read();
        }
        put(halfBytes ? half(value, i) : value);
      }
      if (bytes % 2 == 1) {
        int _ = read();
      }
    }

    private static int half(int value, int index) {
      return index % 2 == 0 ? value >> 4 : value & 15;
    }

    private void put(int value) {
      if (x < row.length) {
        row[x++] = (byte) value;
      }
    }

    private int read() throws IOException {
      int value = in.read();
      if (value < 0) {
        throw new EOFException("a run ends too soon");
      }
      return value;
    }
  }
}
