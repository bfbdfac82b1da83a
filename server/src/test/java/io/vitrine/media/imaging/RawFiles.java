package io.vitrine.media.imaging;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Makes files as cameras write them: a directory, pictures to show, and noise for the sensor. */
final class RawFiles {
  private RawFiles() {}

  /** A TIFF of little-endian numbers whose directory has an orientation only. */
  static Path little(Path path, int orientation, byte[]... jpegs) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(26).order(ByteOrder.LITTLE_ENDIAN);
    head.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8).putShort((short) 1);
    head.putShort((short) 274).putShort((short) 3).putInt(1).putShort((short) orientation);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(head.array());
    Random sensor = new Random(5);
    for (byte[] jpeg : jpegs) {
      out.writeBytes(jpeg);
      byte[] noise = new byte[3_000];
      sensor.nextBytes(noise);
      out.writeBytes(noise);
    }
    return Files.write(path, out.toByteArray());
  }
}
