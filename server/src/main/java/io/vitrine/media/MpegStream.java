package io.vitrine.media;

import java.io.IOException;
import java.util.Optional;

/**
 * MPEG streams, which have no header but a pattern that repeats: sound (ISO/IEC 11172-3, 13818-7),
 * with or without an ID3 tag, program streams and transport streams (ISO/IEC 13818-1).
 */
record MpegStream(Findings findings) implements Sniffer {
  private static final int[] PACKET_SIZES = {188, 192};
  private static final int PACKETS = 5;
  private static final int[] BITRATES_1_2 = {
    0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384
  };
  private static final int[] BITRATES_1_3 = {
    0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320
  };
  private static final int[] BITRATES_2 = {
    0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160
  };
  private static final int[] RATES = {44_100, 48_000, 32_000};

  @Override
  public Optional<Detection> look(Content content) throws IOException {
    if (content.has(0, "ID3")) {
      return tagged(content);
    }
    if (isMp3(content, 0)) {
      return findings.known("audio/mpeg");
    }
    if (isAac(content, 0)) {
      return findings.known("audio/aac");
    }
    if (content.has(0, "\0\0\u0001\u00ba") || content.has(0, "\0\0\u0001\u00b3")) {
      return findings.known("video/mpeg");
    }
    return isTransportStream(content) ? findings.known("video/mp2t") : Optional.empty();
  }

  /** An ID3v2 tag (id3.org, section 3.1) may stand before other sound than MP3. */
  private Optional<Detection> tagged(Content content) throws IOException {
    if (content.u8(3) > 4 || (content.be32(6) & 0x80808080L) != 0) {
      return Optional.empty();
    }
    long length = 0;
    for (int i = 6; i < 10; i++) {
      length = length << 7 | content.u8(i);
    }
    long sound = 10 + length;
    if (content.has(sound, "fLaC")) {
      return findings.known("audio/flac");
    }
    return findings.known(isAac(content, sound) ? "audio/aac" : "audio/mpeg");
  }

  /** Two frames in a row; a file of one frame is taken too. */
  private static boolean isMp3(Content content, long at) throws IOException {
    long length = mp3FrameLength(content, at);
    long next = at + length;
    return length > 0 && (next == content.size() || mp3FrameLength(content, next) > 0);
  }

  private static long mp3FrameLength(Content content, long at) throws IOException {
    if (at > content.size() - 4) {
      return 0;
    }
    int header = (int) content.be32(at);
    int version = header >> 19 & 3;
    int layer = 4 - (header >> 17 & 3);
    int bitrateIndex = header >> 12 & 15;
    int rateIndex = header >> 10 & 3;
    boolean plausible =
        header >>> 21 == 0x7ff
            && version != 1
            && (layer == 2 || layer == 3)
            && bitrateIndex > 0
            && bitrateIndex < 15
            && rateIndex < 3;
    if (!plausible) {
      return 0;
    }
    boolean first = version == 3;
    int[] bitrates = first ? (layer == 2 ? BITRATES_1_2 : BITRATES_1_3) : BITRATES_2;
    int rate = RATES[rateIndex] >> (first ? 0 : version == 2 ? 1 : 2);
    int perFrame = !first && layer == 3 ? 72_000 : 144_000;
    return (long) perFrame * bitrates[bitrateIndex] / rate + (header >> 9 & 1);
  }

  private static boolean isAac(Content content, long at) throws IOException {
    long length = aacFrameLength(content, at);
    long next = at + length;
    return length > 0 && (next == content.size() || aacFrameLength(content, next) > 0);
  }

  private static long aacFrameLength(Content content, long at) throws IOException {
    if (at > content.size() - 7 || (content.be16(at) & 0xfff6) != 0xfff0) {
      return 0;
    }
    long length = content.be32(at + 3) >> 13 & 0x1fff;
    return length >= 7 ? length : 0;
  }

  /** Packets of 188 bytes, or of 192 with a time stamp before each as Blu-ray has them. */
  private static boolean isTransportStream(Content content) throws IOException {
    for (int size : PACKET_SIZES) {
      int sync = size - 188;
      int found = 0;
      while (found < PACKETS && content.has((long) found * size + sync, "G")) {
        found++;
      }
      if (found == PACKETS) {
        return true;
      }
    }
    return false;
  }
}
