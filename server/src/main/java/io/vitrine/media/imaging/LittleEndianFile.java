package io.vitrine.media.imaging;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;

/** Numbers and bytes at places of a file. What lies behind its end is an {@link EOFException}. */
record LittleEndianFile(FileChannel file) {

  long size() throws IOException {
    return file.size();
  }

  /** Fills a buffer from its position to its limit. */
  void read(ByteBuffer buffer, long position) throws IOException {
    long next = position;
    while (buffer.hasRemaining()) {
      int read = file.read(buffer, next);
      if (read < 0) {
        throw new EOFException("nothing at " + next);
      }
      next += read;
    }
  }

  int u8(long position) throws IOException {
    return Byte.toUnsignedInt(number(position, Byte.BYTES).get());
  }

  int u16(long position) throws IOException {
    return Short.toUnsignedInt(number(position, Short.BYTES).getShort());
  }

  int i32(long position) throws IOException {
    return number(position, Integer.BYTES).getInt();
  }

  long u32(long position) throws IOException {
    return Integer.toUnsignedLong(i32(position));
  }

  private ByteBuffer number(long position, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    read(buffer, position);
    return buffer.flip();
  }

  /** All from a place on; of use until the file is read in another way. */
  InputStream stream(long position) throws IOException {
    file.position(position);
    return new BufferedInputStream(Channels.newInputStream(file));
  }
}
