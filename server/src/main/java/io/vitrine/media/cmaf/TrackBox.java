package io.vitrine.media.cmaf;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * The box {@code trak} of a progressive MP4. A chunk is what was a fragment. The offsets of the
 * chunks come last and are left out here: they depend on what else is in that file.
 */
final class TrackBox {
  static final int VIDEO_ID = 1;
  static final int AUDIO_ID = 2;
  static final int BYTES_OF_AN_OFFSET = 8;

  /** The type and version of {@code stts} and its like, and their number of entries. */
  private static final int TABLE_HEADER = Box.FULL_HEADER + 4;

  private static final int SIZES_HEADER = TABLE_HEADER + 4;

  private final CmafHeader header;
  private final CmafIndex index;
  private final SampleTables tables;
  private final byte[] chunks;

  /**
   * @param tables all ended
   */
  TrackBox(CmafHeader header, CmafIndex index, SampleTables tables) throws IOException {
    this.header = header;
    this.index = index;
    this.tables = tables;
    this.chunks = chunks(index);
  }

  /** Ticks of the movie in which the track is shown, from the movie's beginning on. */
  long movieDuration() {
    return movieTicks(tables.shownUntil() + delay());
  }

  /** Writes it, all but the offsets; the sizes of the boxes are those with them. */
  void write(OutputStream out) throws IOException {
    boolean isVideo = header.entry().isVideo();
    byte[] trackHeader =
        Mp4.trackHeader(isVideo ? VIDEO_ID : AUDIO_ID, movieDuration(), header.entry());
    byte[] edits = edits();
    byte[] mediaHeader = Mp4.mediaHeader(header.timescale(), index.duration());
    byte[] handler = header.parts().handler().bytes();
    byte[] kindHeader = header.parts().mediaHeader().bytes();
    byte[] data = header.parts().dataInformation().bytes();
    long table = tableLength();
    long information = kindHeader.length + data.length + Box.HEADER + table;
    long media = mediaHeader.length + handler.length + Box.HEADER + information;
    out.write(Mp4.header("trak", trackHeader.length + edits.length + Box.HEADER + media));
    out.write(trackHeader);
    out.write(edits);
    out.write(Mp4.header("mdia", media));
    out.write(mediaHeader);
    out.write(handler);
    out.write(Mp4.header("minf", information));
    out.write(kindHeader);
    out.write(data);
    out.write(Mp4.header("stbl", table));
    writeTable(out);
  }

  private void writeTable(OutputStream out) throws IOException {
    out.write(header.parts().samples().bytes());
    write(out, "stts", 0, tables.times());
    if (tables.isReordered()) {
      write(out, "ctts", 1, tables.compositionOffsets());
    }
    if (!tables.isAllKeys()) {
      write(out, "stss", 0, tables.keys());
    }
    out.write(chunks);
    out.write(Mp4.header("stsz", SIZES_HEADER - Box.HEADER + tables.sizes().length()));
    out.write(ByteBuffer.allocate(12).putInt(8, tables.sizes().entries()).array());
    tables.sizes().copyTo(out);
    int offsets = index.fragmentCount();
    out.write(Mp4.header("co64", TABLE_HEADER - Box.HEADER + (long) offsets * BYTES_OF_AN_OFFSET));
    out.write(ByteBuffer.allocate(8).putInt(4, offsets).array());
  }

  private static void write(OutputStream out, String type, int version, SampleTables.Table table)
      throws IOException {
    out.write(Mp4.header(type, TABLE_HEADER - Box.HEADER + table.length()));
    out.write(ByteBuffer.allocate(8).putInt(version << 24).putInt(table.entries()).array());
    table.copyTo(out);
  }

  private long tableLength() {
    return header.parts().samples().whole().limit()
        + TABLE_HEADER
        + tables.times().length()
        + (tables.isReordered() ? TABLE_HEADER + tables.compositionOffsets().length() : 0)
        + (tables.isAllKeys() ? 0 : TABLE_HEADER + tables.keys().length())
        + chunks.length
        + SIZES_HEADER
        + tables.sizes().length()
        + TABLE_HEADER
        + (long) index.fragmentCount() * BYTES_OF_AN_OFFSET;
  }

  /** {@code stsc} (section 8.7.4): how many samples each chunk has. */
  private static byte[] chunks(CmafIndex index) throws IOException {
    ByteArrayOutputStream entries = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(entries);
    for (int i = 0; i < index.fragmentCount(); i++) {
      if (i == 0 || index.sampleCount(i) != index.sampleCount(i - 1)) {
        out.writeInt(i + 1);
        out.writeInt(index.sampleCount(i));
        out.writeInt(1);
      }
    }
    return Mp4.box(
        "stsc",
        ByteBuffer.allocate(8).putInt(4, entries.size() / 12).array(),
        entries.toByteArray());
  }

  /** Decoding begins at 0 in a progressive file, so that what was later is delayed. */
  private long delay() {
    return index.firstTime() + header.delay();
  }

  private byte[] edits() {
    long delay = delay();
    if (delay == 0) {
      return new byte[0];
    }
    return delay > 0
        ? Mp4.edits(movieTicks(delay), movieTicks(tables.shownUntil()), 0)
        : Mp4.edits(0, movieDuration(), -delay);
  }

  private long movieTicks(long ticks) {
    return Math.max(0, Math.round((double) ticks * Mp4.MOVIE_TIMESCALE / header.timescale()));
  }
}
