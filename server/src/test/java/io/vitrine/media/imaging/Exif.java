package io.vitrine.media.imaging;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Puts an EXIF block with an orientation and a place into JPEG files. */
final class Exif {
  static final String PLACE = "48.858370N2.294481E";

  private Exif() {}

  static void orient(Path jpeg, int orientation) throws IOException {
    byte[] bytes = Files.readAllBytes(jpeg);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, 2);
    byte[] tiff = tiff(orientation);
    int length = 2 + 6 + tiff.length;
    out.writeBytes(new byte[] {(byte) 0xff, (byte) 0xe1, (byte) (length >> 8), (byte) length});
    out.writeBytes("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1));
    out.writeBytes(tiff);
    out.write(bytes, 2, bytes.length - 2);
    Files.write(jpeg, out.toByteArray());
  }

  /** A directory of two entries, the orientation and a description, by TIFF 6.0 section 2. */
  private static byte[] tiff(int orientation) {
    byte[] text = (PLACE + "\0").getBytes(StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {'M', 'M', 0, 42, 0, 0, 0, 8, 0, 2});
    out.writeBytes(new byte[] {0x01, 0x0e, 0, 2, 0, 0, 0, (byte) text.length, 0, 0, 0, 38});
    out.writeBytes(new byte[] {0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte) orientation, 0, 0});
    out.writeBytes(new byte[] {0, 0, 0, 0});
    out.writeBytes(text);
    return out.toByteArray();
  }
}
