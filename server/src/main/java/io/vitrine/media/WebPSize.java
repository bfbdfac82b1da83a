package io.vitrine.media;

import java.io.IOException;

/** The size of a WebP picture (RFC 9649 section 2), after the orientation of its EXIF chunk. */
final class WebPSize {
  private static final int MAX_CHUNKS = 2000;

  private WebPSize() {}

  static PixelSize read(Content content) throws IOException {
    return switch (content.text(12, 4)) {
      case "VP8 " -> {
        if (!content.has(23, "\u009d\u0001*")) {
          throw new MalformedContent("no VP8 key frame");
        }
        yield Findings.size(content.le16(26) & 0x3fff, content.le16(28) & 0x3fff);
      }
      case "VP8L" -> {
        if (content.u8(20) != 0x2f) {
          throw new MalformedContent("no VP8L signature");
        }
        long bits = content.le32(21);
        yield Findings.size((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1);
      }
      case "VP8X" ->
          Findings.upright(
              Findings.size(content.number(24, 3, false) + 1, content.number(27, 3, false) + 1),
              orientation(content));
      default -> throw new MalformedContent("no WebP picture");
    };
  }

  private static long orientation(Content content) throws IOException {
    boolean hasExif = (content.u8(20) & 0x08) != 0;
    long at = 30;
    for (int i = 0; hasExif && i < MAX_CHUNKS && at <= content.size() - 8; i++) {
      if (content.has(at, "EXIF")) {
        boolean prefixed = content.has(at + 8, "Exif\0\0");
        return TiffDirectory.orientation(content, at + (prefixed ? 14 : 8));
      }
      long size = content.le32(at + 4);
      at += 8 + size + (size & 1);
    }
    return 1;
  }
}
