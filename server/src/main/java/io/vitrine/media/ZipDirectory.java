package io.vitrine.media;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * The central directory of a ZIP file (APPNOTE 4.3.12 to 4.3.16). Entries are told one by one,
 * never kept; nothing is unpacked but the beginning of an entry that is asked for.
 */
public final class ZipDirectory {
  /** Contract: processing.md section 6. */
  private static final int MAX_ENTRIES = 100_000;

  private static final int MAX_BYTES = 16 << 20;
  private static final int END_SIZE = 22;
  private static final int UNICODE_FLAG = 1 << 11;
  private static final int MAX_END = END_SIZE + 0xffff;

  private final Content content;
  private final long offset;
  private final long entries;

  /**
   * One file of the archive, where it lies and how it is packed.
   *
   * @param name its bytes as Latin-1
   * @param size unpacked, as the directory says
   * @param header where its local header lies
   * @param unicode whether the name is UTF-8
   */
  public record Entry(
      String name, int method, long packedSize, long size, long header, boolean unicode) {}

  private ZipDirectory(Content content, long offset, long entries) {
    this.content = content;
    this.offset = offset;
    this.entries = entries;
  }

  /**
   * Finds the directory from the end of the file.
   *
   * @throws IOException when it cannot be read, also because it is malformed or above a limit
   */
  public static ZipDirectory open(ByteSource bytes) throws IOException {
    return open(new Content(bytes, Optional.empty()));
  }

  static ZipDirectory open(Content content) throws IOException {
    long end = endOfDirectory(content);
    long entries = content.le16(end + 10);
    long size = content.le32(end + 12);
    long offset = content.le32(end + 16);
    if (content.has(end - 20, "PK\u0006\u0007")) {
      long end64 = content.number(end - 12, 8, false);
      if (!content.has(end64, "PK\u0006\u0006")) {
        throw new MalformedContent("no ZIP64 directory end");
      }
      entries = content.number(end64 + 32, 8, false);
      size = content.number(end64 + 40, 8, false);
      offset = content.number(end64 + 48, 8, false);
    }
    if (entries > MAX_ENTRIES || size > MAX_BYTES) {
      throw new MalformedContent("more than " + MAX_ENTRIES + " entries or 16 MiB of names");
    }
    return new ZipDirectory(content, offset, entries);
  }

  private static long endOfDirectory(Content content) throws IOException {
    int length = (int) Math.min(MAX_END, content.size());
    long start = content.size() - length;
    String tail = content.text(start, length);
    int found = tail.lastIndexOf("PK\u0005\u0006", length - END_SIZE);
    if (found < 0) {
      throw new MalformedContent("no directory");
    }
    return start + found;
  }

  /** How many entries there are. */
  public int entries() {
    return (int) entries;
  }

  /** Tells all entries in their order. */
  public void forEach(Consumer<Entry> visitor) throws IOException {
    long at = offset;
    for (long i = 0; i < entries; i++) {
      if (!content.has(at, "PK\u0001\u0002")) {
        throw new MalformedContent("no directory entry");
      }
      int nameLength = content.le16(at + 28);
      String name = content.text(at + 46, nameLength);
      int extraLength = content.le16(at + 30);
      boolean unicode = (content.le16(at + 8) & UNICODE_FLAG) != 0;
      visitor.accept(
          new Entry(
              name,
              content.le16(at + 10),
              content.le32(at + 20),
              size(at, at + 46 + nameLength, extraLength),
              content.le32(at + 42),
              unicode));
      at += 46L + nameLength + extraLength + content.le16(at + 32);
    }
  }

  /** Large ones stand first in the ZIP64 field (APPNOTE 4.5.3). */
  private long size(long entry, long extra, int extraLength) throws IOException {
    long size = content.le32(entry + 24);
    long at = extra;
    while (size == 0xffff_ffffL && at + 12 <= extra + extraLength) {
      if (content.le16(at) == 1) {
        return content.number(at + 4, 8, false);
      }
      at += 4L + content.le16(at + 2);
    }
    return size;
  }

  /** The beginning of an entry as Latin-1 text; empty when it is packed in an unusual way. */
  Optional<String> beginning(Entry entry, int maxBytes) throws IOException {
    if (!content.has(entry.header, "PK\u0003\u0004")) {
      throw new MalformedContent("no local header");
    }
    long data =
        entry.header + 30 + content.le16(entry.header + 26) + content.le16(entry.header + 28);
    int packed = (int) Math.min(entry.packedSize, maxBytes);
    return switch (entry.method) {
      case 0 -> Optional.of(content.text(data, packed));
      case 8 -> Optional.of(inflate(content.bytes(data, packed), maxBytes));
      default -> Optional.empty();
    };
  }

  private static String inflate(byte[] packed, int maxBytes) throws IOException {
    Inflater inflater = new Inflater(true);
    try (InflaterInputStream stream =
        new InflaterInputStream(new ByteArrayInputStream(packed), inflater)) {
      byte[] plain = stream.readNBytes(maxBytes);
      return new String(plain, StandardCharsets.ISO_8859_1);
    } catch (ZipException | EOFException damaged) {
      throw new MalformedContent("a damaged entry: " + damaged.getMessage());
    } finally {
      inflater.end();
    }
  }
}
