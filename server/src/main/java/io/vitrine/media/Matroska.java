package io.vitrine.media;

import java.io.IOException;
import java.util.Optional;

/** EBML files, WebM or Matroska by their document type (RFC 8794 section 11.2.4). */
record Matroska(Findings findings) implements Sniffer {
  private static final long DOC_TYPE = 0x4282;
  private static final int MAX_ELEMENTS = 32;

  @Override
  public Optional<Detection> look(Content content) throws IOException {
    if (!content.has(0, "\u001aE\u00df\u00a3")) {
      return Optional.empty();
    }
    return switch (docType(content)) {
      case "webm" -> findings.known("video/webm");
      case "matroska" -> findings.known("video/x-matroska");
      default -> Optional.empty();
    };
  }

  private static String docType(Content content) throws IOException {
    int lengthOfSize = lengthOfNumber(content, 4);
    long at = 4L + lengthOfSize;
    long end = at + size(content, 4, lengthOfSize);
    for (int i = 0; i < MAX_ELEMENTS && at < end; i++) {
      int lengthOfId = lengthOfNumber(content, at);
      long id = content.number(at, lengthOfId, true);
      int lengthOfElementSize = lengthOfNumber(content, at + lengthOfId);
      long elementSize = size(content, at + lengthOfId, lengthOfElementSize);
      long body = at + lengthOfId + lengthOfElementSize;
      if (id == DOC_TYPE) {
        String type = content.text(body, (int) Math.min(elementSize, 32));
        return type.replaceFirst("\0+$", "");
      }
      at = body + elementSize;
    }
    throw new MalformedContent("no EBML document type");
  }

  /** The position of the first set bit tells how many bytes a number has (RFC 8794 section 4). */
  private static int lengthOfNumber(Content content, long offset) throws IOException {
    int first = content.u8(offset);
    if (first == 0) {
      throw new MalformedContent("an EBML number of more than 8 bytes");
    }
    return Integer.numberOfLeadingZeros(first) - 23;
  }

  private static long size(Content content, long offset, int length) throws IOException {
    long marked = content.number(offset, length, true);
    return marked & ((1L << (7 * length)) - 1);
  }
}
