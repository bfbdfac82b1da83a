package io.vitrine.delivery.transform;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

/**
 * A file with a few bytes behind its content that tell whether it is whole: cached results are not
 * flushed to the disk, so after a power cut anything may stand there.
 */
final class CheckedFile {
  private static final byte[] MARK = "vitrine1".getBytes(StandardCharsets.US_ASCII);

  /** Mark, length of the content, its CRC-32C. */
  static final int TRAILER = 8 + 8 + 4;

  private static final int PIECE = 64 * 1024;

  private CheckedFile() {}

  /** Puts the bytes behind the content. */
  static void seal(Path path) throws IOException {
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long length = channel.size();
      ByteBuffer trailer =
          ByteBuffer.allocate(TRAILER).put(MARK).putLong(length).putInt(crc(channel, length));
      trailer.flip();
      long position = length;
      while (trailer.hasRemaining()) {
        position += channel.write(trailer, position);
      }
    }
  }

  /** The length of the content; empty when the file is damaged. */
  static OptionalLong verify(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      long length = channel.size() - TRAILER;
      if (length <= 0) {
        return OptionalLong.empty();
      }
      ByteBuffer trailer = ByteBuffer.allocate(TRAILER);
      while (trailer.hasRemaining() && channel.read(trailer, length + trailer.position()) >= 0) {}
      trailer.flip();
      byte[] mark = new byte[MARK.length];
      boolean whole =
          trailer.limit() == TRAILER
              && trailer.get(mark).getLong() == length
              && Arrays.equals(mark, MARK)
              && trailer.getInt() == crc(channel, length);
      return whole ? OptionalLong.of(length) : OptionalLong.empty();
    }
  }

  private static int crc(FileChannel channel, long length) throws IOException {
    CRC32C crc = new CRC32C();
    ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE, Math.max(1, length)));
    for (long done = 0; done < length; ) {
      piece.clear().limit((int) Math.min(piece.capacity(), length - done));
      int read = channel.read(piece, done);
      if (read < 0) {
        throw new IOException("the file became shorter while it was read");
      }
      done += read;
      crc.update(piece.flip());
    }
    return (int) crc.getValue();
  }
}
