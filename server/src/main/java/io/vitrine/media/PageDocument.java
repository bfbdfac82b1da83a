package io.vitrine.media;

import java.io.IOException;
import java.util.Optional;

/** PDF and PostScript, and Illustrator files, which are one of the two under another name. */
record PageDocument(Findings findings) implements Sniffer {
  /** ISO 32000-1 annex H.3 lets viewers find the header within the first 1024 bytes. */
  private static final int MAX_SPACE = 1024;

  @Override
  public Optional<Detection> look(Content content) throws IOException {
    if (content.has(start(content), "%PDF-")) {
      return illustrator(content).or(() -> findings.known("application/pdf"));
    }
    if (content.has(0, "%!PS-Adobe-") || content.has(0, "\u00c5\u00d0\u00d3\u00c6")) {
      return illustrator(content).or(() -> findings.known("application/postscript"));
    }
    return Optional.empty();
  }

  private Optional<Detection> illustrator(Content content) {
    return findings.byExtension(content, "application/illustrator");
  }

  /** Only blanks are passed over: with anything else before it the file is something else first. */
  private static long start(Content content) throws IOException {
    long at = content.has(0, "\u00ef\u00bb\u00bf") ? 3 : 0;
    while (at < Math.min(MAX_SPACE, content.size()) && Character.isWhitespace(content.u8(at))) {
      at++;
    }
    return at;
  }
}
