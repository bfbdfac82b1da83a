package io.vitrine.media.model;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Writes small pictures as PNG (ISO/IEC 15948) without the toolkit of the desktop. */
final class Png {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final byte TRUECOLOUR_WITH_ALPHA = 6;

  private Png() {}

  /**
   * Writes a square picture.
   *
   * @param rgba four bytes of each pixel, row after row
   */
  static void write(Path target, int size, byte[] rgba) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream rows = new DeflaterOutputStream(packed)) {
      for (int y = 0; y < size; y++) {
        rows.write(0); // no filter
        rows.write(rgba, y * size * 4, size * 4);
      }
    }
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(target))) {
      out.write(SIGNATURE);
      ByteBuffer header = ByteBuffer.allocate(13).putInt(size).putInt(size);
      chunk(out, "IHDR", header.put((byte) 8).put(TRUECOLOUR_WITH_ALPHA).array());
      chunk(out, "IDAT", packed.toByteArray());
      chunk(out, "IEND", new byte[0]);
    }
  }

  private static void chunk(DataOutputStream out, String name, byte[] body) throws IOException {
    byte[] type = name.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(type);
    crc.update(body);
    out.writeInt(body.length);
    out.write(type);
    out.write(body);
    out.writeInt((int) crc.getValue());
  }
}
