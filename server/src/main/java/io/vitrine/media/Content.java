package io.vitrine.media;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The bytes of one file as the sniffers read them: numbers and texts at offsets. The first 64 KiB
 * are read at once, the rest through a small window, and never more than {@link #MAX_READ} in all,
 * so hostile offsets cost no more than an honest file. For one thread.
 */
final class Content {
  static final int HEAD = 64 * 1024;

  /** Bytes; twice the largest ZIP directory that is looked through. */
  private static final long MAX_READ = 32L << 20;

  private static final int WINDOW = 16 * 1024;

  private final ByteSource source;
  private final String extension;
  private final byte[] head;
  private long windowStart;
  private byte[] window = {};
  private long unread = MAX_READ;

  Content(ByteSource source, Optional<String> fileName) throws IOException {
    this.source = source;
    this.extension = fileName.map(MediaFormats::extension).orElse("");
    this.head = source.read(0, (int) Math.min(HEAD, source.size()));
  }

  long size() {
    return source.size();
  }

  /** Lower case, without the dot; empty when the name has none. */
  String extension() {
    return extension;
  }

  /** The first 64 KiB; less when the file is smaller. Not to be changed. */
  byte[] head() {
    return head;
  }

  /** Whether these characters, each one byte, stand at the offset. */
  boolean has(long offset, String latin1) throws IOException {
    if (offset < 0 || offset > size() - latin1.length()) {
      return false;
    }
    return text(offset, latin1.length()).equals(latin1);
  }

  int u8(long offset) throws IOException {
    return (int) number(offset, 1, true);
  }

  int be16(long offset) throws IOException {
    return (int) number(offset, 2, true);
  }

  int le16(long offset) throws IOException {
    return (int) number(offset, 2, false);
  }

  long be32(long offset) throws IOException {
    return number(offset, 4, true);
  }

  long le32(long offset) throws IOException {
    return number(offset, 4, false);
  }

  /** An unsigned number of one to eight bytes; one above {@link Long#MAX_VALUE} is malformed. */
  long number(long offset, int length, boolean bigEndian) throws IOException {
    ByteBuffer view = view(offset, length);
    long value = 0;
    for (int i = 0; i < length; i++) {
      int at = bigEndian ? i : length - 1 - i;
      value = (value << 8) | Byte.toUnsignedLong(view.get(at));
    }
    if (value < 0) {
      throw new MalformedContent("a number beyond 63 bits");
    }
    return value;
  }

  /** Characters of one byte each. */
  String text(long offset, int length) throws IOException {
    return StandardCharsets.ISO_8859_1.decode(view(offset, length)).toString();
  }

  byte[] bytes(long offset, int length) throws IOException {
    byte[] bytes = new byte[length];
    view(offset, length).get(bytes);
    return bytes;
  }

  /** The bytes from the beginning, up to so many. For one pass. */
  InputStream stream(long maxBytes) {
    return new ContentStream(Math.min(maxBytes, size()));
  }

  private ByteBuffer view(long offset, int length) throws IOException {
    if (offset < 0 || length < 0 || offset > size() - length) {
      throw new MalformedContent("bytes " + offset + "+" + length + " of " + size());
    }
    if (offset + length <= head.length) {
      return ByteBuffer.wrap(head, (int) offset, length).slice();
    }
    if (offset < windowStart || offset + length > windowStart + window.length) {
      window = read(offset, Math.max(length, WINDOW));
      windowStart = offset;
      if (window.length < length) {
        throw new MalformedContent("the file ends early");
      }
    }
    return ByteBuffer.wrap(window, (int) (offset - windowStart), length).slice();
  }

  private byte[] read(long offset, int length) throws IOException {
    int wanted = (int) Math.min(length, size() - offset);
    unread -= wanted;
    if (unread < 0) {
      throw new MalformedContent("more than " + MAX_READ + " bytes of structure");
    }
    return source.read(offset, wanted);
  }

  private final class ContentStream extends InputStream {
    private final long end;
    private ByteArrayInputStream piece;
    private long next;

    private ContentStream(long end) {
      this.end = end;
      this.next = Math.min(head.length, end);
      this.piece = new ByteArrayInputStream(head, 0, (int) next);
    }

    @Override
    public int read() throws IOException {
      return refill() ? piece.read() : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      return refill() ? piece.read(target, offset, length) : -1;
    }

    private boolean refill() throws IOException {
      if (piece.available() == 0 && next < end) {
        byte[] bytes = Content.this.read(next, (int) Math.min(HEAD, end - next));
        next += bytes.length;
        piece = new ByteArrayInputStream(bytes);
      }
      return piece.available() > 0;
    }
  }
}
