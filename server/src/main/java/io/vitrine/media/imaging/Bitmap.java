package io.vitrine.media.imaging;

import io.vitrine.media.PictureException;
import io.vitrine.media.PictureException.Reason;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A BMP file, which the library reads only with a helper that most builds lack. Java's own reader
 * keeps the whole picture in memory, and takes JPEG and PNG that hide in it.
 */
record Bitmap(LittleEndianFile file) {
  private static final int FILE_HEADER = 14;
  private static final int MAGIC = 'B' | 'M' << 8;

  /** Writes its pixels as a TIFF, row by row. */
  void convert(Path target) throws IOException, PictureException {
    if (file.u16(0) != MAGIC) {
      throw new PictureException(Reason.CORRUPT, "not a BMP");
    }
    BitmapHeader header = BitmapHeader.read(file, FILE_HEADER, file.u32(10), false);
    BitmapRows rows = new BitmapRows(file, header);
    int height = header.size().height();
    try (PlainTiff tiff = PlainTiff.create(target, header.size(), header.hasOpacity())) {
      for (int i = 0; i < height; i++) {
        tiff.write(header.topDown() ? i : height - 1 - i, rows.next());
      }
    }
  }
}
