package io.vitrine.media.video;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The fragments of an MP4 file of one track that ffmpeg made for us (ISO/IEC 14496-12 section 8.8).
 *
 * @param samples frames of a picture, or blocks of a sound, in all of them
 */
record Fragments(long samples) {
  private static final int HEADER = 8;
  private static final int LARGEST_INDEX = 64 << 20;

  /**
   * Counts through a file; what lies between the indexes is not read.
   *
   * @throws IOException when the file is not as we have it made
   */
  static Fragments of(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      long samples = 0;
      long at = 0;
      while (at + HEADER <= channel.size()) {
        ByteBuffer header = read(channel, at, HEADER);
        long size = Integer.toUnsignedLong(header.getInt(0));
        if (size == 1) {
          size = read(channel, at + HEADER, Long.BYTES).getLong(0);
        }
        if (size < HEADER || at + size > channel.size()) {
          throw new IOException("a box of " + size + " bytes at " + at + " in " + file);
        }
        if (type(header, 0).equals("moof")) {
          if (size > LARGEST_INDEX) {
            throw new IOException("a fragment with an index of " + size + " bytes");
          }
          samples += count(read(channel, at, (int) size), HEADER, (int) size);
        }
        at += size;
      }
      return new Fragments(samples);
    }
  }

  private static ByteBuffer read(FileChannel channel, long at, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, at + bytes.position()) < 0) {
        throw new EOFException("a box is cut off");
      }
    }
    return bytes;
  }

  private static String type(ByteBuffer bytes, int at) {
    byte[] name = new byte[4];
    bytes.get(at + 4, name);
    return new String(name, StandardCharsets.ISO_8859_1);
  }

  /** The samples of all runs between two places of an index. */
  private static long count(ByteBuffer index, int from, int to) {
    long samples = 0;
    for (int at = from; at + HEADER <= to; at += Math.max(HEADER, index.getInt(at))) {
      samples +=
          switch (type(index, at)) {
            case "traf" -> count(index, at + HEADER, at + index.getInt(at));
            case "trun" -> index.getInt(at + 12);
            default -> 0;
          };
    }
    return samples;
  }
}
