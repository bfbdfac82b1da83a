package io.vitrine.media;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Formats that a few fixed bytes tell. */
final class Signatures implements Sniffer {
  private record Signature(String mimeType, long offset, String bytes) {}

  private static final List<Signature> TABLE =
      List.of(
          new Signature("audio/flac", 0, "fLaC"),
          new Signature("audio/aac", 0, "ADIF"),
          new Signature("video/x-flv", 0, "FLV\u0001"),
          new Signature(
              "application/mxf", 0, "\u0006\u000e+4\u0002\u0005\u0001\u0001\r\u0001\u0002"),
          new Signature("image/x-fuji-raf", 0, "FUJIFILMCCD-RAW "),
          new Signature("image/x-sigma-x3f", 0, "FOVb"),
          new Signature("image/x-minolta-mrw", 0, "\0MRM"),
          new Signature("image/x-canon-crw", 6, "HEAPCCDR"),
          new Signature("application/rtf", 0, "{\\rtf"),
          new Signature("application/x-mobipocket-ebook", 60, "BOOKMOBI"),
          new Signature("image/x-xcf", 0, "gimp xcf "),
          new Signature("image/vnd.dwg", 0, "AC10"),
          new Signature("application/x-indesign", 0, "\u0006\u0006\u00ed\u00f5\u00d8\u001dF\u00e5"),
          new Signature("application/octet-stream", 0, "xar!\0\u001c"),
          new Signature("application/vnd.rar", 0, "Rar!\u001a\u0007"),
          new Signature("application/x-7z-compressed", 0, "7z\u00bc\u00af'\u001c"),
          new Signature("application/x-xz", 0, "\u00fd7zXZ\0"),
          new Signature("application/x-arj", 0, "`\u00ea"),
          new Signature("application/x-tar", 257, "ustar"));

  private final Findings findings;

  Signatures(Findings findings) {
    this.findings = findings;
  }

  @Override
  public Optional<Detection> look(Content content) throws IOException {
    for (Signature signature : TABLE) {
      if (content.has(signature.offset, signature.bytes)) {
        return findings.known(signature.mimeType);
      }
    }
    if (content.has(0, "FORM") && (content.has(8, "AIFF") || content.has(8, "AIFC"))) {
      return findings.known("audio/aiff");
    }
    if (content.has(0, "BZh") && content.has(4, "1AY&SY")) {
      return findings.known("application/x-bzip2");
    }
    return Optional.empty();
  }
}
