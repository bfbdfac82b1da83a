package io.vitrine.media.imaging;

import io.vitrine.media.PictureException;
import io.vitrine.media.PictureException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** An ICO file: pictures of several sizes, of which the largest is taken. */
record Icon(LittleEndianFile file) {
  private static final long DIRECTORY = 6;
  private static final int ENTRY = 16;
  private static final int MOST_ENTRIES = 256;
  private static final int LONGEST_EDGE = 1_024;
  private static final int LARGEST = 8 << 20;
  private static final int PNG = 0x474e5089;
  private static final int OPAQUE = 0xff000000;

  /** Writes the picture in a format that the library reads, and tells which. */
  SourceFormat convert(Path target) throws IOException, PictureException {
    long entry = largest();
    long at = file.u32(entry + 12);
    if (file.i32(at) == PNG) {
      copy(at, file.u32(entry + 8), target);
      return SourceFormat.PNG;
    }
    drawn(BitmapHeader.read(file, at, 0, true), target);
    return SourceFormat.TIFF;
  }

  private long largest() throws IOException, PictureException {
    int count = Math.min(file.u16(4), MOST_ENTRIES);
    if (file.i32(0) != 1 << 16 || count == 0) {
      throw new PictureException(Reason.CORRUPT, "not an ICO");
    }
    long largest = DIRECTORY;
    int most = -1;
    for (int i = 0; i < count; i++) {
      long entry = DIRECTORY + (long) i * ENTRY;
      int area = edge(file.u8(entry)) * edge(file.u8(entry + 1));
      // Of one size there are often several, with more and more colours.
      int rank = area * 64 + Math.min(file.u16(entry + 6), 63);
      if (rank > most) {
        most = rank;
        largest = entry;
      }
    }
    return largest;
  }

  private static int edge(int stored) {
    return stored == 0 ? 256 : stored;
  }

  private void copy(long at, long length, Path target) throws IOException, PictureException {
    if (length > LARGEST) {
      throw new PictureException(Reason.TOO_LARGE, "a picture of " + length + " bytes in an icon");
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) length);
    file.read(bytes, at);
    bytes.flip();
    try (FileChannel out = FileChannel.open(target, StandardOpenOption.WRITE)) {
      while (bytes.hasRemaining()) {
        int _ = out.write(bytes);
      }
    }
  }

  private void drawn(BitmapHeader header, Path target) throws IOException, PictureException {
    int width = header.size().width();
    int height = header.size().height();
    if (width > LONGEST_EDGE
        || height > LONGEST_EDGE
        || header.packing() != BitmapHeader.Packing.ROWS) {
      throw new PictureException(Reason.CORRUPT, "an icon of %dx%d".formatted(width, height));
    }
    int[][] rows = new int[height][];
    boolean seen = false;
    BitmapRows colours = new BitmapRows(file, header);
    for (int i = 0; i < height; i++) {
      rows[i] = colours.next().clone();
      for (int colour : rows[i]) {
        seen |= colour >>> 24 != 0;
      }
    }
    // Where no pixel is to be seen the fourth byte means nothing.
    if (!header.hasOpacity() || !seen) {
      mask(rows, header);
    }
    try (PlainTiff tiff = PlainTiff.create(target, header.size(), true)) {
      for (int i = 0; i < height; i++) {
        tiff.write(header.topDown() ? i : height - 1 - i, rows[i]);
      }
    }
  }

  /** A bit for each pixel, below the colours; 1 for those that are not to be seen. */
  private void mask(int[][] rows, BitmapHeader header) throws IOException {
    int width = header.size().width();
    long at = header.pixels() + (long) header.bytesOfRow() * rows.length;
    for (int i = 0; i < rows.length; i++) {
      ByteBuffer bits = ByteBuffer.allocate((width + 31) / 32 * 4);
      file.read(bits, at + (long) i * bits.capacity());
      for (int x = 0; x < width; x++) {
        boolean hidden = (bits.get(x >> 3) >> (7 - (x & 7)) & 1) == 1;
        rows[i][x] = hidden ? 0 : rows[i][x] | OPAQUE;
      }
    }
  }
}
