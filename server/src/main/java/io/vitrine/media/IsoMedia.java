package io.vitrine.media;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The family of ISO base media files, told by their brands (ISO/IEC 14496-12 section 4.3): MP4,
 * QuickTime, 3GP, M4A, HEIF, AVIF, CR3.
 */
record IsoMedia(Findings findings) implements Sniffer {
  private static final Set<String> AVIF = Set.of("avif", "avis");
  private static final Set<String> HEIC =
      Set.of("heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs");
  private static final Set<String> HEIF = Set.of("mif1", "mif2", "msf1", "miaf");
  private static final Set<String> M4A = Set.of("M4A ", "M4B ", "M4P ", "F4A ");
  private static final Set<String> QUICKTIME_TOP =
      Set.of("moov", "mdat", "wide", "free", "skip", "pnot");
  private static final int MAX_BRANDS = 64;

  @Override
  public Optional<Detection> look(Content content) throws IOException {
    if (content.has(4, "ftyp")) {
      return byBrands(content, brands(content));
    }
    return isOldQuickTime(content) ? findings.known("video/quicktime") : Optional.empty();
  }

  private Optional<Detection> byBrands(Content content, List<String> brands) throws IOException {
    String major = brands.getFirst();
    if (major.equals("crx ")) {
      return findings.known("image/x-canon-cr3");
    }
    if (AVIF.contains(major) || HEIC.contains(major) || HEIF.contains(major)) {
      return findings.picture(stillType(brands), () -> HeifSize.read(content));
    }
    if (major.equals("qt  ")) {
      return findings.known("video/quicktime");
    }
    if (M4A.contains(major) || hasOnlySound(content)) {
      return findings.known("audio/mp4");
    }
    return findings.known(
        major.startsWith("3gp") || major.startsWith("3g2") ? "video/3gpp" : "video/mp4");
  }

  private static String stillType(List<String> brands) {
    for (String brand : brands) {
      if (AVIF.contains(brand)) {
        return "image/avif";
      }
      if (HEIC.contains(brand)) {
        return "image/heic";
      }
    }
    return "image/heif";
  }

  private static List<String> brands(Content content) throws IOException {
    long end = Math.min(content.be32(0), content.size());
    List<String> brands = new ArrayList<>();
    brands.add(content.text(8, 4));
    for (long at = 16; at <= end - 4 && brands.size() < MAX_BRANDS; at += 4) {
      brands.add(content.text(at, 4));
    }
    return brands;
  }

  /** Recorders write sound alone under video brands; the kinds of the tracks tell. */
  private static boolean hasOnlySound(Content content) throws IOException {
    try {
      Optional<IsoBox> movie = IsoBox.top(content, "moov");
      boolean sound = false;
      for (IsoBox track : movie.isPresent() ? movie.get().children(content) : List.<IsoBox>of()) {
        if (track.type().equals("trak")) {
          IsoBox handler = track.child(content, "mdia").child(content, "hdlr");
          String kind = content.text(handler.body() + 8, 4);
          if (kind.equals("vide")) {
            return false;
          }
          sound |= kind.equals("soun");
        }
      }
      return sound;
    } catch (MalformedContent _) {
      return false;
    }
  }

  /** QuickTime from before brands: two known boxes in a row. */
  private static boolean isOldQuickTime(Content content) throws IOException {
    if (content.size() < 16 || !QUICKTIME_TOP.contains(content.text(4, 4))) {
      return false;
    }
    long size = content.be32(0);
    if (size == 1) {
      size = content.number(8, 8, true);
    }
    boolean movieOnly = content.has(4, "moov") && content.has(12, "mvhd");
    return movieOnly
        || (size >= 8
            && size <= content.size() - 8
            && QUICKTIME_TOP.contains(content.text(size + 4, 4)));
  }
}
