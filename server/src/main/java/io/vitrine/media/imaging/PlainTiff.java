package io.vitrine.media.imaging;

import io.vitrine.media.PixelSize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes a TIFF of 8 bits that is not packed (TIFF 6.0), its rows in any order. */
final class PlainTiff implements AutoCloseable {
  private static final int ROWS_OF_STRIP = 16;
  private static final int SHORT = 3;
  private static final int LONG = 4;

  private final FileChannel file;
  private final int bands;
  private final ByteBuffer row;
  private final long pixels;

  private PlainTiff(FileChannel file, PixelSize size, int bands, long pixels) {
    this.file = file;
    this.bands = bands;
    this.row = ByteBuffer.allocate(size.width() * bands);
    this.pixels = pixels;
  }

  /** Begins a file that is there already, and empty. */
  static PlainTiff create(Path target, PixelSize size, boolean opacity) throws IOException {
    int bands = opacity ? 4 : 3;
    int strips = (size.height() + ROWS_OF_STRIP - 1) / ROWS_OF_STRIP;
    int fields = opacity ? 10 : 9;
    int depths = 8 + 2 + fields * 12 + 4;
    int offsets = depths + 2 * bands;
    int counts = offsets + 4 * strips;
    long pixels = counts + 4L * strips;
    int rowBytes = size.width() * bands;
    ByteBuffer head = ByteBuffer.allocate((int) pixels).order(ByteOrder.LITTLE_ENDIAN);
    head.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8).putShort((short) fields);
    field(head, 256, LONG, 1, size.width());
    field(head, 257, LONG, 1, size.height());
    field(head, 258, SHORT, bands, depths);
    field(head, 259, SHORT, 1, 1);
    field(head, 262, SHORT, 1, 2);
    field(head, 273, LONG, strips, strips == 1 ? (int) pixels : offsets);
    field(head, 277, SHORT, 1, bands);
    field(head, 278, LONG, 1, ROWS_OF_STRIP);
    field(head, 279, LONG, strips, strips == 1 ? rowBytes * size.height() : counts);
    if (opacity) {
      field(head, 338, SHORT, 1, 2);
    }
    head.putInt(0);
    for (int i = 0; i < bands; i++) {
      head.putShort((short) 8);
    }
    for (int i = 0; i < strips; i++) {
      head.putInt((int) (pixels + (long) i * ROWS_OF_STRIP * rowBytes));
    }
    for (int i = 0; i < strips; i++) {
      head.putInt(rowBytes * Math.min(ROWS_OF_STRIP, size.height() - i * ROWS_OF_STRIP));
    }
    FileChannel file = FileChannel.open(target, StandardOpenOption.WRITE);
    PlainTiff tiff = new PlainTiff(file, size, bands, pixels);
    try {
      tiff.writeAll(head.flip(), 0);
      return tiff;
    } catch (IOException failure) {
      tiff.close();
      throw failure;
    }
  }

  private static void field(ByteBuffer head, int tag, int type, int count, int value) {
    head.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
  }

  /** Writes a row of pixels, each as opacity, red, green, blue. */
  void write(int y, int[] colours) throws IOException {
    row.clear();
    for (int colour : colours) {
      row.put((byte) (colour >> 16)).put((byte) (colour >> 8)).put((byte) colour);
      if (bands == 4) {
        row.put((byte) (colour >>> 24));
      }
    }
    writeAll(row.flip(), pixels + (long) y * row.capacity());
  }

  private void writeAll(ByteBuffer bytes, long position) throws IOException {
    long next = position;
    while (bytes.hasRemaining()) {
      next += file.write(bytes, next);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
