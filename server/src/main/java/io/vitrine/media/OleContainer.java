package io.vitrine.media;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compound files ([MS-CFB]): what they hold is told by the names in their directory, else by the
 * extension. Installers are never taken.
 */
record OleContainer(Findings findings) implements Sniffer {
  private static final String MAGIC = "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1";

  /** The rest of the class identifiers 000C1084 (installer), 000C1086 (patch). */
  private static final String INSTALLER_CLASS = "\u000c\0\0\0\0\0\u00c0\0\0\0\0\0\0F";

  private static final int MAX_SECTORS = 64;
  private static final int DIFAT_IN_HEADER = 109;
  private static final long LAST_SECTOR = 0xfffffffaL;

  @Override
  public Optional<Detection> look(Content content) throws IOException {
    if (!content.has(0, MAGIC)) {
      return Optional.empty();
    }
    Set<String> names = new TreeSet<>();
    try {
      for (long entry : entries(content)) {
        if (isInstaller(content, entry)) {
          return Findings.forbidden("programs are not taken");
        }
        names.add(name(content, entry));
      }
    } catch (MalformedContent wrong) {
      return Findings.forbidden("the document is damaged: " + wrong.getMessage());
    }
    return byNames(content, names);
  }

  private Optional<Detection> byNames(Content content, Set<String> names) {
    if (names.contains("WordDocument")) {
      return findings.known("application/msword");
    }
    if (names.contains("Workbook") || names.contains("Book")) {
      return findings.known("application/vnd.ms-excel");
    }
    if (names.contains("PowerPoint Document")) {
      return findings.known("application/vnd.ms-powerpoint");
    }
    if (names.contains("Quill")) {
      return findings.known("application/x-mspublisher");
    }
    return named(content).or(() -> Findings.forbidden("a compound document of an unknown kind"));
  }

  /** Old Flash documents, and Office documents with a password, hide what they are. */
  private Optional<Detection> named(Content content) {
    String openXml = "application/vnd.openxmlformats-officedocument.";
    return findings.byExtension(
        content,
        "application/msword",
        "application/vnd.ms-excel",
        "application/vnd.ms-powerpoint",
        "application/x-mspublisher",
        "application/vnd.adobe.fla",
        openXml + "wordprocessingml.document",
        openXml + "wordprocessingml.template",
        openXml + "spreadsheetml.sheet",
        openXml + "spreadsheetml.template",
        openXml + "presentationml.presentation",
        openXml + "presentationml.template",
        openXml + "presentationml.slideshow");
  }

  /** Offsets of the directory entries, along the chain of its sectors. */
  private static List<Long> entries(Content content) throws IOException {
    int shift = content.le16(30);
    if (shift != 9 && shift != 12) {
      throw new MalformedContent("sectors of 2^" + shift + " bytes");
    }
    List<Long> entries = new ArrayList<>();
    long sector = content.le32(48);
    for (int i = 0; i < MAX_SECTORS && sector < LAST_SECTOR; i++) {
      long start = (sector + 1) << shift;
      for (long entry = start; entry < start + (1L << shift); entry += 128) {
        entries.add(entry);
      }
      sector = next(content, sector, shift);
    }
    return entries;
  }

  private static long next(Content content, long sector, int shift) throws IOException {
    long perTable = 1L << (shift - 2);
    long table = sector / perTable;
    if (table >= DIFAT_IN_HEADER) {
      return LAST_SECTOR;
    }
    long tableSector = content.le32(76 + 4 * table);
    return content.le32(((tableSector + 1) << shift) + 4 * (sector % perTable));
  }

  private static boolean isInstaller(Content content, long entry) throws IOException {
    int kind = content.u8(entry + 80);
    return (kind == 0x84 || kind == 0x86)
        && content.u8(entry + 81) == 0x10
        && content.has(entry + 82, INSTALLER_CLASS);
  }

  /** UTF-16LE with its closing zero; the names that matter are ASCII. */
  private static String name(Content content, long entry) throws IOException {
    int length = Math.clamp(content.le16(entry + 64) - 2, 0, 62);
    return content.text(entry, length).replace("\0", "");
  }
}
