package io.vitrine.media;

import java.io.IOException;
import java.util.OptionalLong;

/**
 * The first directory of a TIFF structure (TIFF 6.0 section 2), as it stands in TIFF files, raw
 * pictures and EXIF blocks; BigTIFF too.
 */
final class TiffDirectory {
  static final int WIDTH = 256;
  static final int HEIGHT = 257;
  static final int ORIENTATION = 274;
  static final int DNG_VERSION = 0xc612;

  private static final int MAX_ENTRIES = 4096;
  private static final int BYTE = 1;
  private static final int SHORT = 3;
  private static final int LONG = 4;

  private final Content content;
  private final boolean bigEndian;
  private final boolean bigTiff;
  private final long firstEntry;
  private final long entries;

  /**
   * Opens the directory.
   *
   * @param base offset of the byte-order mark
   */
  TiffDirectory(Content content, long base) throws IOException {
    this.content = content;
    this.bigEndian = content.has(base, "MM");
    if (!bigEndian && !content.has(base, "II")) {
      throw new MalformedContent("no TIFF byte order");
    }
    this.bigTiff = content.number(base + 2, 2, bigEndian) == 43;
    long directory = base + content.number(base + (bigTiff ? 8 : 4), bigTiff ? 8 : 4, bigEndian);
    this.entries = content.number(directory, bigTiff ? 8 : 2, bigEndian);
    this.firstEntry = directory + (bigTiff ? 8 : 2);
    if (entries > MAX_ENTRIES) {
      throw new MalformedContent("a TIFF directory of " + entries + " entries");
    }
  }

  /** The EXIF orientation, 1 when the block has none or is damaged. */
  static long orientation(Content content, long base) throws IOException {
    try {
      return new TiffDirectory(content, base).value(ORIENTATION).orElse(1);
    } catch (MalformedContent _) {
      return 1;
    }
  }

  /** The first value of a tag that holds whole numbers; empty when there is no such tag. */
  OptionalLong value(int tag) throws IOException {
    int entrySize = bigTiff ? 20 : 12;
    for (long i = 0; i < entries; i++) {
      long entry = firstEntry + i * entrySize;
      if (content.number(entry, 2, bigEndian) == tag) {
        int length =
            switch ((int) content.number(entry + 2, 2, bigEndian)) {
              case BYTE -> 1;
              case SHORT -> 2;
              case LONG -> 4;
              default -> throw new MalformedContent("a TIFF tag of another type");
            };
        return OptionalLong.of(content.number(entry + (bigTiff ? 12 : 8), length, bigEndian));
      }
    }
    return OptionalLong.empty();
  }
}
