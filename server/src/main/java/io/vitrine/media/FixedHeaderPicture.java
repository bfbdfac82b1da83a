package io.vitrine.media;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** Pictures whose size stands at a fixed place: GIF, BMP, ICO, PSD. */
record FixedHeaderPicture(Findings findings) implements Sniffer {
  private static final Set<Long> BMP_HEADER_SIZES =
      Set.of(12L, 16L, 40L, 52L, 56L, 64L, 108L, 124L);

  @Override
  public Optional<Detection> look(Content content) throws IOException {
    if (content.has(0, "GIF87a") || content.has(0, "GIF89a")) {
      return findings.picture("image/gif", () -> Findings.size(content.le16(6), content.le16(8)));
    }
    if (content.has(0, "8BPS\0\u0001") || content.has(0, "8BPS\0\u0002")) {
      return findings.picture(
          "image/vnd.adobe.photoshop", () -> Findings.size(content.be32(18), content.be32(14)));
    }
    if (content.has(0, "BM") && BMP_HEADER_SIZES.contains(content.le32(14))) {
      return findings.picture("image/bmp", () -> bmpSize(content));
    }
    if (content.has(0, "\0\0\u0001\0") && isIcon(content)) {
      return findings.picture("image/x-icon", () -> iconSize(content));
    }
    return Optional.empty();
  }

  /** A negative height means that the rows go from top to bottom. */
  private static PixelSize bmpSize(Content content) throws IOException {
    if (content.le32(14) == 12) {
      return Findings.size(content.le16(18), content.le16(20));
    }
    int width = (int) content.le32(18);
    int height = (int) content.le32(22);
    return Findings.size(width, Math.abs((long) height));
  }

  private static boolean isIcon(Content content) throws IOException {
    int count = content.le16(4);
    boolean reserved = content.u8(9) == 0;
    return count > 0 && reserved && content.le32(18) >= 6 + 16L * count;
  }

  /** The largest picture of the icon, which is the one that viewers take; 0 stands for 256. */
  private static PixelSize iconSize(Content content) throws IOException {
    int count = content.le16(4);
    int width = 0;
    int height = 0;
    for (int i = 0; i < count && i < 256; i++) {
      int entryWidth = edge(content.u8(6 + 16L * i));
      int entryHeight = edge(content.u8(7 + 16L * i));
      if (entryWidth * entryHeight > width * height) {
        width = entryWidth;
        height = entryHeight;
      }
    }
    return Findings.size(width, height);
  }

  private static int edge(int stored) {
    return stored == 0 ? 256 : stored;
  }
}
