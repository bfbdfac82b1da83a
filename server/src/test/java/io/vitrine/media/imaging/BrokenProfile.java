package io.vitrine.media.imaging;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Puts a colour profile without sense into JPEG files. */
final class BrokenProfile {
  private BrokenProfile() {}

  static void put(Path jpeg) throws IOException {
    byte[] bytes = Files.readAllBytes(jpeg);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, 2);
    int length = 2 + 14 + 200;
    out.writeBytes(new byte[] {(byte) 0xff, (byte) 0xe2, (byte) (length >> 8), (byte) length});
    out.writeBytes("ICC_PROFILE\0\1\1".getBytes(StandardCharsets.ISO_8859_1));
    out.writeBytes(new byte[200]);
    out.write(bytes, 2, bytes.length - 2);
    Files.write(jpeg, out.toByteArray());
  }
}
