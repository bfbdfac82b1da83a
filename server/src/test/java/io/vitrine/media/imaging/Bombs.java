package io.vitrine.media.imaging;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Small files that claim to be huge pictures. */
final class Bombs {
  private Bombs() {}

  /** A PNG whose header tells a size and whose pixels are missing but for one row. */
  static Path png(Path path, int width, int height) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1));
    chunk(
        out,
        "IHDR",
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put(new byte[] {8, 6, 0, 0, 0})
            .array());
    ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(pixels)) {
      deflater.write(new byte[1 + 4 * Math.min(width, 70_000)]);
    }
    chunk(out, "IDAT", pixels.toByteArray());
    chunk(out, "IEND", new byte[0]);
    return Files.write(path, out.toByteArray());
  }

  /** A BMP of runs that ends before the first one: all of it is the first colour. */
  static Path runs(Path path, int width, int height) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(new byte[14 + 40 + 4 + 2]).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) 'B').put((byte) 'M').putInt(10, 58).putInt(14, 40);
    bytes.putInt(18, width).putInt(22, height).putShort(26, (short) 1).putShort(28, (short) 8);
    bytes.putInt(30, 1).putInt(46, 1).put(59, (byte) 1);
    return Files.write(path, bytes.array());
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
    CRC32 check = new CRC32();
    check.update(name);
    check.update(data);
    out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    out.writeBytes(name);
    out.writeBytes(data);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) check.getValue()).array());
  }

  /** A GIF of frames of one pixel. */
  static Path gifOfFrames(Path path, int frames) throws IOException {
    try (OutputStream out = new java.io.BufferedOutputStream(Files.newOutputStream(path))) {
      out.write("GIF89a".getBytes(StandardCharsets.ISO_8859_1));
      out.write(new byte[] {1, 0, 1, 0, (byte) 0x80, 0, 0, 0, 0, 0, (byte) 255, 0, 0});
      byte[] frame = {
        0x21, (byte) 0xf9, 4, 0, 1, 0, 0, 0, 0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0
      };
      for (int i = 0; i < frames; i++) {
        out.write(frame);
      }
      out.write(0x3b);
    }
    return path;
  }

  /** A GIF whose canvas and only frame have a size, with the data of one pixel. */
  static Path gif(Path path, int width, int height) throws IOException {
    gifOfFrames(path, 1);
    byte[] bytes = Files.readAllBytes(path);
    ByteBuffer.wrap(bytes)
        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
        .putShort(6, (short) width)
        .putShort(8, (short) height)
        .putShort(32, (short) width)
        .putShort(34, (short) height);
    return Files.write(path, bytes);
  }

  /** A GIF that is whole: a large canvas on which a single pixel is drawn. */
  static Path gifOfOnePixel(Path path, int width, int height) throws IOException {
    gifOfFrames(path, 1);
    byte[] bytes = Files.readAllBytes(path);
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort(6, (short) width)
        .putShort(8, (short) height);
    return Files.write(path, bytes);
  }

  /** A JPEG whose frame header tells another size. */
  static Path jpeg(Path source, Path path, int width, int height) throws IOException {
    byte[] bytes = Files.readAllBytes(source);
    int at = 2;
    while ((bytes[at + 1] & 0xf0) != 0xc0 || (bytes[at + 1] & 0xff) == 0xc4) {
      at += 2 + ((bytes[at + 2] & 0xff) << 8 | (bytes[at + 3] & 0xff));
    }
    ByteBuffer.wrap(bytes).putShort(at + 5, (short) height).putShort(at + 7, (short) width);
    return Files.write(path, bytes);
  }
}
