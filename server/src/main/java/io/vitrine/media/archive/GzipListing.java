package io.vitrine.media.archive;

import io.vitrine.media.FileBytes;
import io.vitrine.media.MediaFacts.Archive;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** What a gzip file holds: a TAR archive, or one file (RFC 1952). */
final class GzipListing {
  /** Bytes that are unpacked to find headers, kept nowhere. */
  private static final long UNPACKED = 64L << 20;

  private static final int BUFFER = 64 * 1024;
  private static final int HEADER = 10;
  private static final int EXTRA_FLAG = 4;
  private static final int NAME_FLAG = 8;
  private static final int LONGEST_NAME = 255;

  private GzipListing() {}

  static Archive of(Path file) throws IOException, InterruptedException {
    Listing listing = new Listing();
    boolean complete;
    try (InputStream bytes =
        new Limited(new GZIPInputStream(Files.newInputStream(file), BUFFER), UNPACKED)) {
      complete = new TarReader(bytes).readInto(listing);
    } catch (ZipException | EOFException damaged) {
      complete = false;
    }
    return listing.count() > 0 ? listing.facts(complete) : single(file);
  }

  private static Archive single(Path file) throws IOException {
    try (FileBytes bytes = FileBytes.open(file)) {
      Listing listing = new Listing();
      listing.add(name(bytes), size(bytes));
      return listing.facts(true);
    }
  }

  private static String name(FileBytes bytes) throws IOException {
    byte[] head = bytes.read(0, HEADER + 2);
    if (head.length < HEADER + 2 || (head[3] & NAME_FLAG) == 0) {
      return "";
    }
    ByteBuffer view = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    boolean extra = (head[3] & EXTRA_FLAG) != 0;
    long start = HEADER + (extra ? 2 + Short.toUnsignedLong(view.getShort(HEADER)) : 0);
    byte[] name = bytes.read(start, LONGEST_NAME);
    int end = 0;
    while (end < name.length && name[end] != 0) {
      end++;
    }
    return Listing.name(Arrays.copyOf(name, end), StandardCharsets.ISO_8859_1);
  }

  /** Modulo 2^32, as the format keeps it. */
  private static long size(FileBytes bytes) throws IOException {
    byte[] tail = bytes.read(Math.max(0, bytes.size() - 4), 4);
    return tail.length < 4
        ? 0
        : Integer.toUnsignedLong(ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).getInt());
  }

  /** Breaks off when too much was unpacked. */
  private static final class Limited extends FilterInputStream {
    private long left;

    private Limited(InputStream stream, long limit) {
      super(stream);
      this.left = limit;
    }

    @Override
    public int read() throws IOException {
      count(1);
      return super.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = super.read(target, offset, length);
      count(Math.max(read, 0));
      return read;
    }

    @Override
    public long skip(long length) throws IOException {
      long skipped = super.skip(Math.min(length, BUFFER));
      count(skipped);
      return skipped;
    }

    private void count(long bytes) throws EOFException {
      left -= bytes;
      if (left < 0) {
        throw new EOFException("more than " + UNPACKED + " bytes unpacked");
      }
    }
  }
}
