package io.vitrine.media.cmaf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes boxes (ISO/IEC 14496-12). */
final class Mp4 {
  /** Ticks a second of a progressive file as a whole; what most films are cut by. */
  static final long MOVIE_TIMESCALE = 90_000;

  private static final int[] UPRIGHT = {0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000};

  private Mp4() {}

  /** The header of a box whose content has this many bytes. */
  static byte[] header(String type, long contentLength) {
    return ByteBuffer.allocate(Box.HEADER)
        .putInt(Math.toIntExact(contentLength + Box.HEADER))
        .put(type.getBytes(StandardCharsets.ISO_8859_1))
        .array();
  }

  static byte[] box(String type, byte[]... contents) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] content : contents) {
      joined.writeBytes(content);
    }
    ByteArrayOutputStream box = new ByteArrayOutputStream();
    box.writeBytes(header(type, joined.size()));
    box.writeBytes(joined.toByteArray());
    return box.toByteArray();
  }

  /**
   * {@code mvhd} (section 8.2.2).
   *
   * @param duration in ticks of the movie
   */
  static byte[] movieHeader(long duration) {
    ByteBuffer fields = ByteBuffer.allocate(112);
    fields.putInt(1 << 24).putLong(0).putLong(0).putInt((int) MOVIE_TIMESCALE).putLong(duration);
    fields.putInt(0x10000).putShort((short) 0x100).putShort((short) 0).putLong(0);
    matrix(fields);
    fields.put(new byte[24]); // pre_defined
    fields.putInt(3);
    return box("mvhd", fields.array());
  }

  /**
   * {@code tkhd} (section 8.3.2) of a track that is shown.
   *
   * @param duration in ticks of the movie
   * @param entry tells the size of a film, and whether it is one
   */
  static byte[] trackHeader(int trackId, long duration, SampleEntry entry) {
    ByteBuffer fields = ByteBuffer.allocate(96);
    fields.putInt(1 << 24 | 3).putLong(0).putLong(0).putInt(trackId).putInt(0).putLong(duration);
    fields.putLong(0).putShort((short) 0).putShort((short) 0);
    fields.putShort((short) (entry.isVideo() ? 0 : 0x100)).putShort((short) 0);
    matrix(fields);
    fields.putInt(entry.width() << 16).putInt(entry.height() << 16);
    return box("tkhd", fields.array());
  }

  /** {@code mdhd} (section 8.4.2) in no language. */
  static byte[] mediaHeader(long timescale, long duration) {
    ByteBuffer fields = ByteBuffer.allocate(36);
    fields.putInt(1 << 24).putLong(0).putLong(0).putInt((int) timescale).putLong(duration);
    fields.putShort((short) 0x55c4).putShort((short) 0);
    return box("mdhd", fields.array());
  }

  /**
   * {@code edts} (section 8.6.5): nothing for a while, if need be, then the track from a moment on.
   *
   * @param empty ticks of the movie in which there is nothing
   * @param duration ticks of the movie
   * @param from ticks of the track that are left out
   */
  static byte[] edits(long empty, long duration, long from) {
    int entries = empty > 0 ? 2 : 1;
    ByteBuffer fields = ByteBuffer.allocate(8 + 20 * entries);
    fields.putInt(1 << 24).putInt(entries);
    if (empty > 0) {
      fields.putLong(empty).putLong(-1).putInt(0x10000);
    }
    fields.putLong(duration).putLong(from).putInt(0x10000);
    return box("edts", box("elst", fields.array()));
  }

  private static void matrix(ByteBuffer fields) {
    for (int value : UPRIGHT) {
      fields.putInt(value);
    }
  }
}
