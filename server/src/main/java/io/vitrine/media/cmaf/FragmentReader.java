package io.vitrine.media.cmaf;

import io.vitrine.media.cmaf.CmafFragment.Samples;
import io.vitrine.media.cmaf.CmafHeader.Defaults;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.List;

/** Reads a box {@code moof} (ISO/IEC 14496-12 section 8.8). */
final class FragmentReader {
  private static final int BASE_DATA_OFFSET = 0x1;
  private static final int DESCRIPTION_INDEX = 0x2;
  private static final int DEFAULT_DURATION = 0x8;
  private static final int DEFAULT_SIZE = 0x10;
  private static final int DEFAULT_FLAGS = 0x20;
  private static final int DURATION_IS_EMPTY = 0x10000;
  private static final int DEFAULT_BASE_IS_MOOF = 0x20000;

  private static final int DATA_OFFSET = 0x1;
  private static final int FIRST_FLAGS = 0x4;
  private static final int DURATIONS = 0x100;
  private static final int SIZES = 0x200;
  private static final int FLAGS = 0x400;
  private static final int COMPOSITION_OFFSETS = 0x800;

  private static final int IS_NOT_A_KEY = 0x10000;

  /** 120 frames a second for many minutes. */
  private static final int MOST_SAMPLES = 100_000;

  private final CmafHeader header;

  FragmentReader(CmafHeader header) {
    this.header = header;
  }

  /**
   * The fragment.
   *
   * @param moof at this offset of the file
   * @param mdatHeader bytes of the header of the {@code mdat} behind it
   * @param payload bytes behind that
   */
  CmafFragment read(Box moof, long offset, int mdatHeader, long payload)
      throws MalformedCmafException {
    int headLength = moof.whole().limit() + mdatHeader;
    try {
      Box track = moof.only("traf");
      Defaults defaults = defaults(track.only("tfhd"));
      Box time = track.only("tfdt");
      long decodeTime =
          time.version() == 1
              ? time.fields().getLong()
              : Integer.toUnsignedLong(time.fields().getInt());
      if (decodeTime < 0 || decodeTime / header.timescale() > CmafIndex.LONGEST_SECONDS) {
        throw new MalformedCmafException("a fragment at a time that cannot be");
      }
      List<Box> runs =
          Box.in(track.body()).stream().filter(box -> box.type().equals("trun")).toList();
      Samples samples = samples(runs, defaults, headLength);
      long total = 0;
      for (int size : samples.sizes()) {
        total += size;
      }
      if (total != payload) {
        throw new MalformedCmafException("the samples do not fill their mdat");
      }
      return new CmafFragment(offset, headLength, Math.toIntExact(payload), decodeTime, samples);
    } catch (BufferUnderflowException | IndexOutOfBoundsException cut) {
      throw new MalformedCmafException("moof is cut off");
    }
  }

  private Defaults defaults(Box trackHeader) throws MalformedCmafException {
    int flags = trackHeader.flags();
    ByteBuffer fields = trackHeader.fields();
    if (fields.getInt() != header.trackId()) {
      throw new MalformedCmafException("a fragment of another track");
    }
    if ((flags & (BASE_DATA_OFFSET | DURATION_IS_EMPTY)) != 0
        || (flags & DEFAULT_BASE_IS_MOOF) == 0) {
      throw new MalformedCmafException("a fragment whose samples lie elsewhere");
    }
    if ((flags & DESCRIPTION_INDEX) != 0) {
      fields.getInt();
    }
    return new Defaults(
        (flags & DEFAULT_DURATION) != 0 ? fields.getInt() : header.defaults().duration(),
        (flags & DEFAULT_SIZE) != 0 ? fields.getInt() : header.defaults().size(),
        (flags & DEFAULT_FLAGS) != 0 ? fields.getInt() : header.defaults().flags());
  }

  private static Samples samples(List<Box> runs, Defaults defaults, int headLength)
      throws MalformedCmafException {
    long count = 0;
    for (Box run : runs) {
      count += Integer.toUnsignedLong(run.fields().getInt());
    }
    if (count == 0 || count > MOST_SAMPLES) {
      throw new MalformedCmafException("a fragment of " + count + " samples");
    }
    int all = (int) count;
    Samples samples = new Samples(new int[all], new int[all], new int[all], new boolean[all]);
    int at = 0;
    long bytes = 0;
    for (Box run : runs) {
      int end = at + run.fields().getInt();
      bytes += read(run, defaults, samples, at, end, headLength + bytes);
      at = end;
    }
    return samples;
  }

  /** Reads one run, whose samples must lie at this offset from the fragment; gives their bytes. */
  private static long read(
      Box run, Defaults defaults, Samples samples, int from, int to, long dataAt)
      throws MalformedCmafException {
    int flags = run.flags();
    ByteBuffer fields = run.fields();
    fields.getInt();
    // A run that does not tell lies behind the one before it.
    if (((flags & DATA_OFFSET) != 0 && fields.getInt() != dataAt)
        || ((flags & DATA_OFFSET) == 0 && from == 0)) {
      throw new MalformedCmafException("samples that do not lie one after another");
    }
    int firstFlags = (flags & FIRST_FLAGS) != 0 ? fields.getInt() : defaults.flags();
    long bytes = 0;
    for (int i = from; i < to; i++) {
      int duration = (flags & DURATIONS) != 0 ? fields.getInt() : defaults.duration();
      int size = (flags & SIZES) != 0 ? fields.getInt() : defaults.size();
      int own = (flags & FLAGS) != 0 ? fields.getInt() : defaults.flags();
      int offset = (flags & COMPOSITION_OFFSETS) != 0 ? fields.getInt() : 0;
      // In version 0 an offset is unsigned, but one with the first bit set is hours long.
      if (duration < 0 || size < 0 || (offset < 0 && run.version() == 0)) {
        throw new MalformedCmafException("a sample of a size or time that cannot be");
      }
      samples.durations()[i] = duration;
      samples.sizes()[i] = size;
      samples.compositionOffsets()[i] = offset;
      samples.keys()[i] =
          ((i == from && (flags & FIRST_FLAGS) != 0 ? firstFlags : own) & IS_NOT_A_KEY) == 0;
      bytes += size;
    }
    return bytes;
  }
}
