package io.vitrine.media;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.IntStream;

/** Machine code and what installs it: never taken (contract: uploads.md section 1.3 rule 7). */
record Executable() implements Sniffer {
  private static final String[] MAGIC = {
    "\u007fELF",
    "\u00fe\u00ed\u00fa\u00ce",
    "\u00fe\u00ed\u00fa\u00cf",
    "\u00ce\u00fa\u00ed\u00fe",
    "\u00cf\u00fa\u00ed\u00fe",
    "\u00ca\u00fe\u00ba\u00be",
    "\0asm",
    "dex\n",
    "L\0\0\0\u0001\u0014\u0002\0",
    "!<arch>\n",
    "\u00ed\u00ab\u00ee\u00db",
    "MSCF\0\0\0\0",
  };
  private static final long ISO_9660_VOLUME = 32_769;
  private static final int DMG_TRAILER = 512;
  private static final long LARGEST_FLASH = 1L << 29;

  @Override
  public Optional<Detection> look(Content content) throws IOException {
    for (String magic : MAGIC) {
      if (content.has(0, magic)) {
        return Findings.forbidden("programs are not taken");
      }
    }
    if (isDosProgram(content) || isFlash(content)) {
      return Findings.forbidden("programs are not taken");
    }
    if (content.has(ISO_9660_VOLUME, "CD001")
        || content.has(content.size() - DMG_TRAILER, "koly")) {
      return Findings.forbidden("disk images are not taken");
    }
    return Optional.empty();
  }

  /** A text may begin with these letters too, but a program's header has bytes that no text has. */
  private static boolean isDosProgram(Content content) throws IOException {
    byte[] head = content.head();
    return (content.has(0, "MZ") || content.has(0, "ZM"))
        && IntStream.range(0, Math.min(64, head.length)).anyMatch(i -> head[i] >= 0 && head[i] < 9);
  }

  private static boolean isFlash(Content content) throws IOException {
    return (content.has(0, "FWS") || content.has(0, "CWS") || content.has(0, "ZWS"))
        && content.size() >= 8
        && content.le32(4) < LARGEST_FLASH;
  }
}
