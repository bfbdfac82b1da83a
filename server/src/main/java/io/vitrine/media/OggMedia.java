package io.vitrine.media;

import java.io.IOException;
import java.util.Optional;

/**
 * Ogg (RFC 3533): the first packets of its streams name their codecs. Any picture makes it video.
 */
record OggMedia(Findings findings) implements Sniffer {
  private static final int MAX_STREAMS = 16;
  private static final int FIRST_PAGE = 2;

  @Override
  public Optional<Detection> look(Content content) throws IOException {
    if (!content.has(0, "OggS\0")) {
      return Optional.empty();
    }
    boolean sound = false;
    long page = 0;
    for (int i = 0; i < MAX_STREAMS && isFirstPage(content, page); i++) {
      int segments = content.u8(page + 26);
      long packet = page + 27 + segments;
      if (isVideo(content, packet)) {
        return findings.known("video/ogg");
      }
      sound |= isSound(content, packet);
      page = packet;
      for (int segment = 0; segment < segments; segment++) {
        page += content.u8(packet - segments + segment);
      }
    }
    return sound ? findings.known("audio/ogg") : Optional.empty();
  }

  private static boolean isFirstPage(Content content, long page) throws IOException {
    return content.has(page, "OggS\0") && (content.u8(page + 5) & FIRST_PAGE) != 0;
  }

  private static boolean isVideo(Content content, long packet) throws IOException {
    return content.has(packet, "\u0080theora")
        || content.has(packet, "BBCD\0")
        || content.has(packet, "\u0001video")
        || content.has(packet, "OVP80");
  }

  private static boolean isSound(Content content, long packet) throws IOException {
    return content.has(packet, "OpusHead")
        || content.has(packet, "\u0001vorbis")
        || content.has(packet, "\u007fFLAC")
        || content.has(packet, "Speex   ");
  }
}
