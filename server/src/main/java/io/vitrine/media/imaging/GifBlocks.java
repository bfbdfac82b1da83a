package io.vitrine.media.imaging;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;

/**
 * The blocks of a GIF (GIF89a), passed over without being decoded. The library shows the frames
 * that came and does not mind when the file ends in the middle of one.
 */
record GifBlocks(DataInputStream in) {
  private static final int HEADER = 6;
  private static final int IMAGE = 0x2c;
  private static final int EXTENSION = 0x21;

  /** Goes to the end of the pictures; a file that ends before is an {@link EOFException}. */
  void toEnd() throws IOException {
    in.skipNBytes(HEADER + 4);
    int screen = in.readUnsignedByte();
    in.skipNBytes(2L + colours(screen));
    boolean pictures = false;
    while (true) {
      int block = in.read();
      switch (block) {
        case EXTENSION -> {
          in.skipNBytes(1);
          subBlocks();
        }
        case IMAGE -> {
          in.skipNBytes(8);
          in.skipNBytes(1L + colours(in.readUnsignedByte()));
          subBlocks();
          pictures = true;
        }
        case -1 -> {
          // Some encoders forget the last byte, which says that nothing follows.
          if (!pictures) {
            throw new EOFException("no picture");
          }
          return;
        }
        default -> {
          return;
        }
      }
    }
  }

  /** Bytes of the table of colours that a flag tells of. */
  private static int colours(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }

  private void subBlocks() throws IOException {
    for (int length = in.readUnsignedByte(); length > 0; length = in.readUnsignedByte()) {
      in.skipNBytes(length);
    }
  }
}
