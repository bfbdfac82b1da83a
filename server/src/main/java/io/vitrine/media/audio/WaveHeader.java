package io.vitrine.media.audio;

import io.vitrine.media.FileBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How long a WAV file must be by its chunks. ffmpeg tells what is there instead, also of a file
 * that breaks off.
 */
final class WaveHeader {
  private static final int RIFF_HEADER = 12;
  private static final int CHUNK_HEADER = 8;
  private static final int MAX_CHUNKS = 100;
  private static final long UNKNOWN = 0xffff_ffffL;

  private WaveHeader() {}

  /** Empty when it is not told, as in a file that was recorded into a pipe. */
  static Optional<Duration> duration(Path file) throws IOException {
    try (FileBytes bytes = FileBytes.open(file)) {
      long bytesPerSecond = 0;
      long at = RIFF_HEADER;
      for (int i = 0; i < MAX_CHUNKS; i++) {
        ByteBuffer chunk =
            ByteBuffer.wrap(bytes.read(at, CHUNK_HEADER + 12)).order(ByteOrder.LITTLE_ENDIAN);
        if (chunk.limit() < CHUNK_HEADER) {
          return Optional.empty();
        }
        String name = new String(chunk.array(), 0, 4, StandardCharsets.ISO_8859_1);
        long size = Integer.toUnsignedLong(chunk.getInt(4));
        if (name.equals("data")) {
          return duration(size, bytesPerSecond);
        }
        if (name.equals("fmt ") && chunk.limit() == CHUNK_HEADER + 12) {
          bytesPerSecond = Integer.toUnsignedLong(chunk.getInt(CHUNK_HEADER + 8));
        }
        at += CHUNK_HEADER + size + (size & 1);
      }
      return Optional.empty();
    }
  }

  private static Optional<Duration> duration(long size, long bytesPerSecond) {
    return bytesPerSecond == 0 || size == 0 || size == UNKNOWN
        ? Optional.empty()
        : Optional.of(Duration.ofMillis(size * 1000 / bytesPerSecond));
  }
}
