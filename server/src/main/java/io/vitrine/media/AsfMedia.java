package io.vitrine.media;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** Windows Media (ASF specification 1.2): the kinds of its streams tell video from sound. */
record AsfMedia(Findings findings) implements Sniffer {
  private static final String HEADER = guid("3026b2758e66cf11a6d900aa0062ce6c");
  private static final String VIDEO_STREAM = guid("c0ef19bc4d5bcf11a8fd00805f5c442b");
  private static final String AUDIO_STREAM = guid("409e69f84d5bcf11a8fd00805f5c442b");

  @Override
  public Optional<Detection> look(Content content) throws IOException {
    if (!content.has(0, HEADER)) {
      return Optional.empty();
    }
    String head = new String(content.head(), StandardCharsets.ISO_8859_1);
    boolean onlySound = head.contains(AUDIO_STREAM) && !head.contains(VIDEO_STREAM);
    return findings.known(onlySound ? "audio/x-ms-wma" : "video/x-ms-wmv");
  }

  private static String guid(String hex) {
    return new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
  }
}
