package io.vitrine.media;

import java.io.IOException;
import java.util.Optional;

/** PNG (W3C PNG third edition), with the orientation of its eXIf chunk. */
record PngPicture(Findings findings) implements Sniffer {
  private static final int MAX_CHUNKS = 200;

  @Override
  public Optional<Detection> look(Content content) throws IOException {
    if (!content.has(0, "\u0089PNG\r\n\u001a\n")) {
      return Optional.empty();
    }
    return findings.picture("image/png", () -> size(content));
  }

  private static PixelSize size(Content content) throws IOException {
    if (!content.has(12, "IHDR")) {
      throw new MalformedContent("no IHDR");
    }
    return Findings.upright(
        Findings.size(content.be32(16), content.be32(20)), orientation(content));
  }

  private static long orientation(Content content) throws IOException {
    long at = 8;
    for (int i = 0; i < MAX_CHUNKS && at <= content.size() - 8; i++) {
      String type = content.text(at + 4, 4);
      if (type.equals("eXIf")) {
        return TiffDirectory.orientation(content, at + 8);
      }
      at += 12 + content.be32(at);
    }
    return 1;
  }
}
