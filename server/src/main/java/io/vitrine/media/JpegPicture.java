package io.vitrine.media;

import java.io.IOException;
import java.util.Optional;

/** JPEG (ITU-T T.81 annex B), with the orientation of its EXIF segment. */
record JpegPicture(Findings findings) implements Sniffer {
  private static final int MAX_SEGMENTS = 1000;

  @Override
  public Optional<Detection> look(Content content) throws IOException {
    if (!content.has(0, "\u00ff\u00d8\u00ff")) {
      return Optional.empty();
    }
    return findings.picture("image/jpeg", () -> size(content));
  }

  private static PixelSize size(Content content) throws IOException {
    long orientation = 1;
    long at = 2;
    for (int i = 0; i < MAX_SEGMENTS; i++) {
      if (content.u8(at) != 0xff) {
        throw new MalformedContent("no JPEG marker");
      }
      int marker = content.u8(at + 1);
      if (marker == 0xff) {
        at++;
      } else if (marker == 0x01 || (marker >= 0xd0 && marker <= 0xd7)) {
        at += 2;
      } else if (isFrame(marker)) {
        PixelSize stored = Findings.size(content.be16(at + 7), content.be16(at + 5));
        return Findings.upright(stored, orientation);
      } else if (marker == 0xd9 || marker == 0xda) {
        throw new MalformedContent("no JPEG frame before the scan");
      } else {
        if (marker == 0xe1 && content.has(at + 4, "Exif\0\0")) {
          orientation = TiffDirectory.orientation(content, at + 10);
        }
        at += 2 + content.be16(at + 2);
      }
    }
    throw new MalformedContent("too many JPEG segments");
  }

  private static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }
}
