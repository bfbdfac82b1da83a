package io.vitrine.media.imaging;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Makes ICO files. */
final class Icons {
  private static final int DIRECTORY = 6 + 16;
  private static final int HEADER = 40;

  private Icons() {}

  /** Red above, with the left half of the lower part half seen, its right half not at all. */
  static Path of32Bits(Path path, int width, int height) throws IOException {
    int maskRow = (width + 31) / 32 * 4;
    ByteBuffer icon = begin(width, height, 32, width * height * 4 + height * maskRow);
    for (int y = height - 1; y >= 0; y--) {
      for (int x = 0; x < width; x++) {
        boolean above = y < height / 2;
        icon.putInt(above ? 0xffff0000 : x < width / 2 ? 0x80ff0000 : 0);
      }
    }
    return written(path, icon);
  }

  /** Two colours, red and blue side by side, of which the mask hides the lower half. */
  static Path of1Bit(Path path) throws IOException {
    int size = 32;
    ByteBuffer icon = begin(size, size, 1, 8 + 2 * size * 4);
    icon.putInt(0xff0000).putInt(0x0000ff);
    for (int y = 0; y < size; y++) {
      icon.put(new byte[] {0, 0, -1, -1});
    }
    for (int y = size - 1; y >= 0; y--) {
      icon.putInt(y < size / 2 ? 0 : -1);
    }
    return written(path, icon);
  }

  /** A PNG as the only picture. */
  static Path ofPng(Path path, byte[] png) throws IOException {
    ByteBuffer icon = directory(256, 256, 32, png.length);
    icon.put(png);
    return written(path, icon);
  }

  private static ByteBuffer begin(int width, int height, int bits, int bytes) {
    return directory(width, height, bits, HEADER + bytes)
        .putInt(HEADER)
        .putInt(width)
        .putInt(2 * height)
        .putShort((short) 1)
        .putShort((short) bits)
        .put(new byte[24]);
  }

  private static Path written(Path path, ByteBuffer icon) throws IOException {
    try (FileChannel file =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      icon.flip();
      while (icon.hasRemaining()) {
        int _ = file.write(icon);
      }
    }
    return path;
  }

  private static ByteBuffer directory(int width, int height, int bits, int bytes) {
    return ByteBuffer.allocate(DIRECTORY + bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort((short) 0)
        .putShort((short) 1)
        .putShort((short) 1)
        .put((byte) width)
        .put((byte) height)
        .putShort((short) 0)
        .putShort((short) 1)
        .putShort((short) bits)
        .putInt(bytes)
        .putInt(DIRECTORY);
  }
}
