package io.vitrine.media.audio;

import io.vitrine.media.FileBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How long a WMA file must be by its File Properties Object (Advanced Systems Format, section 3.2).
 * ffmpeg tells what is there instead, also of a file that breaks off.
 */
final class AsfHeader {
  private static final int FIRST_OBJECT = 30;
  private static final int OBJECT_HEADER = 24;
  private static final int FILE_PROPERTIES = 104;
  private static final int MAX_OBJECTS = 100;

  /** 8CABDCA1-A947-11CF-8EE4-00C00C205365 as it lies in the file. */
  private static final long GUID_START = 0x11cf_a947_8cab_dca1L;

  private static final long GUID_END = 0x6553_200c_c000_e48eL;
  private static final int BROADCAST = 1;
  private static final long UNITS_PER_MILLISECOND = 10_000;

  private AsfHeader() {}

  /** Empty when it is not told, as in a recorded broadcast. */
  static Optional<Duration> duration(Path file) throws IOException {
    try (FileBytes bytes = FileBytes.open(file)) {
      long at = FIRST_OBJECT;
      for (int i = 0; i < MAX_OBJECTS; i++) {
        ByteBuffer object =
            ByteBuffer.wrap(bytes.read(at, FILE_PROPERTIES)).order(ByteOrder.LITTLE_ENDIAN);
        if (object.limit() < FILE_PROPERTIES) {
          return Optional.empty();
        }
        if (object.getLong(0) == GUID_START && object.getLong(8) == GUID_END) {
          return duration(object);
        }
        long size = object.getLong(16);
        if (size < OBJECT_HEADER || size > bytes.size()) {
          return Optional.empty();
        }
        at += size;
      }
      return Optional.empty();
    }
  }

  /** The play duration counts the time that a player fills its buffers, too. */
  private static Optional<Duration> duration(ByteBuffer properties) {
    long milliseconds = properties.getLong(64) / UNITS_PER_MILLISECOND - properties.getLong(80);
    boolean broadcast = (properties.getInt(88) & BROADCAST) != 0;
    return broadcast || milliseconds <= 0
        ? Optional.empty()
        : Optional.of(Duration.ofMillis(milliseconds));
  }
}
