package io.vitrine.media.audio;

import io.vitrine.media.FileBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The number of frames that encoders write into the first frame of an MP3 file, after {@code Xing}
 * or {@code Info}. ffmpeg does not tell whether a length comes from there or is guessed.
 */
final class XingHeader {
  /** Bytes behind the tags in which the first frame must begin. */
  private static final int SEARCHED = 64 * 1024;

  private static final int TAG_HEADER = 10;
  private static final int HAS_FRAMES = 1;
  private static final int[] SAMPLE_RATES = {44_100, 48_000, 32_000};

  private XingHeader() {}

  /** How long the sound is by it; empty when there is none. */
  static Optional<Duration> duration(Path file) throws IOException {
    try (FileBytes bytes = FileBytes.open(file)) {
      ByteBuffer start = ByteBuffer.wrap(bytes.read(tags(bytes), SEARCHED));
      for (int at = 0; at + 64 <= start.limit(); at++) {
        int header = start.getInt(at);
        if (isLayerThree(header)) {
          return duration(start, at, header);
        }
      }
      return Optional.empty();
    }
  }

  /** The length of an ID3v2 tag (id3.org, 2.4.0 section 3.1). */
  private static long tags(FileBytes bytes) throws IOException {
    byte[] head = bytes.read(0, TAG_HEADER);
    if (head.length < TAG_HEADER
        || !new String(head, 0, 3, StandardCharsets.ISO_8859_1).equals("ID3")) {
      return 0;
    }
    long size = 0;
    for (int i = 6; i < TAG_HEADER; i++) {
      size = size << 7 | (head[i] & 0x7f);
    }
    boolean footer = (head[5] & 0x10) != 0;
    return TAG_HEADER + size + (footer ? TAG_HEADER : 0);
  }

  private static boolean isLayerThree(int header) {
    return header >>> 21 == 0x7ff
        && version(header) != 1
        && (header >>> 17 & 3) == 1
        && (header >>> 12 & 15) != 15
        && (header >>> 10 & 3) != 3;
  }

  /** 3: MPEG-1; 2: MPEG-2; 0: MPEG-2.5. */
  private static int version(int header) {
    return header >>> 19 & 3;
  }

  private static Optional<Duration> duration(ByteBuffer start, int at, int header) {
    boolean first = version(header) == 3;
    boolean mono = (header >>> 6 & 3) == 3;
    int sideInformation = first ? (mono ? 17 : 32) : (mono ? 9 : 17);
    int name = at + 4 + sideInformation;
    if (name + 12 > start.limit() || !isXing(start, name)) {
      return Optional.empty();
    }
    long frames = Integer.toUnsignedLong(start.getInt(name + 8));
    if ((start.getInt(name + 4) & HAS_FRAMES) == 0 || frames == 0) {
      return Optional.empty();
    }
    long samples = frames * (first ? 1152 : 576);
    int halved = first ? 0 : version(header) == 2 ? 1 : 2;
    int sampleRate = SAMPLE_RATES[header >>> 10 & 3] >> halved;
    return Optional.of(Duration.ofMillis(samples * 1000 / sampleRate));
  }

  private static boolean isXing(ByteBuffer start, int at) {
    byte[] name = new byte[4];
    start.get(at, name);
    String text = new String(name, StandardCharsets.ISO_8859_1);
    return text.equals("Xing") || text.equals("Info");
  }
}
