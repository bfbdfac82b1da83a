package io.vitrine.blob.disk;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;

/**
 * A range of a file. It never moves the channel's own position, so several can read at once, and
 * closing one leaves the channel open.
 */
final class RangeInputStream extends InputStream {
  /** Java copies through a buffer outside the heap that is as large as what is asked for. */
  private static final int LARGEST_READ = 64 << 10;

  private final FileChannel channel;
  private long position;
  private long remaining;

  RangeInputStream(FileChannel channel, long offset, long length) {
    this.channel = channel;
    this.position = offset;
    this.remaining = length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) == -1 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (remaining == 0) {
      return -1;
    }
    int wanted = (int) Math.min(Math.min(length, LARGEST_READ), remaining);
    int count = channel.read(ByteBuffer.wrap(target, offset, wanted), position);
    if (count < 0) {
      throw new EOFException("the file became shorter while it was read");
    }
    position += count;
    remaining -= count;
    return count;
  }

  @Override
  public long skip(long count) {
    long skipped = Math.clamp(count, 0L, remaining);
    position += skipped;
    remaining -= skipped;
    return skipped;
  }

  @Override
  public int available() {
    return (int) Math.min(remaining, Integer.MAX_VALUE);
  }
}
