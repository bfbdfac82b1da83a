package io.vitrine.media.cmaf;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What stands in front of the fragments of a file with one track.
 *
 * @param length bytes of it: the initialization segment
 * @param timescale ticks a second
 * @param delay ticks by which the track is shown later than its times say; negative when its
 *     beginning is left out
 * @param entry how the samples are coded
 * @param defaults of samples where a fragment tells nothing
 * @param parts boxes that another file about the same samples has too
 */
record CmafHeader(
    long length,
    int trackId,
    long timescale,
    long delay,
    SampleEntry entry,
    Defaults defaults,
    Parts parts) {
  private static final long MOST_TICKS_A_SECOND = 10_000_000;

  /** Of a sample, as {@code trex} has them (ISO/IEC 14496-12 section 8.8.3). */
  record Defaults(int duration, int size, int flags) {}

  /** Whole boxes. */
  record Parts(Box handler, Box mediaHeader, Box dataInformation, Box samples) {}

  /**
   * Reads it from a box {@code moov}.
   *
   * @param length bytes up to the end of the box
   */
  static CmafHeader of(Box moov, long length) throws MalformedCmafException {
    try {
      return read(moov, length);
    } catch (BufferUnderflowException | IndexOutOfBoundsException cut) {
      throw new MalformedCmafException("moov is cut off");
    }
  }

  private static CmafHeader read(Box moov, long length) throws MalformedCmafException {
    Box track = moov.only("trak");
    Box media = track.only("mdia");
    Box information = media.only("minf");
    Box table = information.only("stbl");
    SampleEntry entry = SampleEntry.of(table.only("stsd"));
    Box trackHeader = track.only("tkhd");
    int trackId = trackHeader.fields().getInt(trackHeader.version() == 1 ? 16 : 8);
    long timescale = timescale(media.only("mdhd"));
    Box defaults = moov.only("mvex").only("trex");
    ByteBuffer fields = defaults.fields();
    if (fields.getInt() != trackId) {
      throw new MalformedCmafException("the defaults are of another track");
    }
    fields.getInt();
    return new CmafHeader(
        length,
        trackId,
        timescale,
        delay(track, timescale, timescale(moov.only("mvhd"))),
        entry,
        new Defaults(fields.getInt(), fields.getInt(), fields.getInt()),
        new Parts(
            media.only("hdlr"),
            information.only(entry.isVideo() ? "vmhd" : "smhd"),
            information.only("dinf"),
            table.only("stsd")));
  }

  /** Of {@code mdhd} and {@code mvhd}, which begin alike. */
  private static long timescale(Box header) throws MalformedCmafException {
    long timescale = Integer.toUnsignedLong(header.fields().getInt(header.version() == 1 ? 16 : 8));
    if (timescale == 0 || timescale > MOST_TICKS_A_SECOND) {
      throw new MalformedCmafException("a second of " + timescale + " ticks");
    }
    return timescale;
  }

  /** An edit list of the usual form: perhaps nothing for a while, then the track from a moment. */
  private static long delay(Box track, long timescale, long movieTimescale)
      throws MalformedCmafException {
    Optional<Box> edits = track.find("edts");
    Optional<Box> list = edits.isEmpty() ? Optional.empty() : edits.get().find("elst");
    if (list.isEmpty()) {
      return 0;
    }
    boolean isWide = list.get().version() == 1;
    ByteBuffer fields = list.get().fields();
    int entries = fields.getInt();
    if (entries < 1 || entries > 2) {
      throw new MalformedCmafException("an edit list of " + entries + " edits");
    }
    long delay = 0;
    for (int i = 0; i < entries; i++) {
      long duration = isWide ? fields.getLong() : Integer.toUnsignedLong(fields.getInt());
      long from = isWide ? fields.getLong() : fields.getInt();
      if (fields.getInt() != 0x10000) {
        throw new MalformedCmafException("an edit at another speed");
      }
      boolean isEmpty = from == -1;
      if (isEmpty != (i < entries - 1)) {
        throw new MalformedCmafException("an edit list of another form");
      }
      delay += isEmpty ? scaled(duration, timescale, movieTimescale) : -from;
    }
    return delay;
  }

  private static long scaled(long duration, long timescale, long movieTimescale)
      throws MalformedCmafException {
    if (duration < 0 || duration / movieTimescale > CmafIndex.LONGEST_SECONDS) {
      throw new MalformedCmafException("an edit that is too long");
    }
    return Math.round((double) duration * timescale / movieTimescale);
  }
}
