package io.vitrine.media.cmaf;

import java.io.DataOutput;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Where the fragments of a track lie in its file and how long each lasts. Twelve hours are some
 * 22,000 fragments and take less than 1 MB here, and 200 KB when written. Never changed, so safe
 * for many threads.
 *
 * <p>A segment is what a player asks for: the fragments that begin within six seconds. All tracks
 * of a film are cut at the same moments, as far as their fragments begin there.
 */
public final class CmafIndex {
  /** The aim for a segment (contract: delivery.md section 9.3). */
  static final int SEGMENT_SECONDS = 6;

  /** More than any film has (contract: processing.md section 6). */
  static final long LONGEST_SECONDS = 36 * 3600;

  /** A last segment that lasts less is one with the segment before. */
  private static final int SHORTEST_SECONDS = 1;

  private static final int MOST_FRAGMENTS = 1 << 20;
  private static final int FORM = 0x76743101;

  private final long timescale;
  private final long[] offsets;
  private final long[] times;
  private final int[] headLengths;
  private final int[] payloads;
  private final int[] sampleCounts;
  private final int[] keyLengths;

  /** The first fragment of each segment, and the number of all fragments. */
  private final int[] cuts;

  private CmafIndex(Builder from) {
    int count = from.count;
    timescale = from.timescale;
    offsets = Arrays.copyOf(from.offsets, count);
    times = Arrays.copyOf(from.times, count + 1);
    times[count] = from.end;
    headLengths = Arrays.copyOf(from.headLengths, count);
    payloads = Arrays.copyOf(from.payloads, count);
    sampleCounts = Arrays.copyOf(from.sampleCounts, count);
    keyLengths = Arrays.copyOf(from.keyLengths, count);
    cuts = cuts();
  }

  /**
   * What a player asks for at once.
   *
   * @param number from 1 on
   * @param offset of its first byte in the file
   * @param length bytes
   * @param start ticks from the beginning of the track
   * @param duration ticks
   */
  public record Segment(int number, long offset, long length, long start, long duration) {}

  /**
   * The picture with which a fragment begins, and what stands in front of it.
   *
   * @param segment in which it is
   * @param offset in the segment
   * @param length bytes
   * @param duration ticks until the next one
   */
  public record KeyFrame(int segment, long offset, long length, long duration) {}

  /** Ticks a second. */
  public long timescale() {
    return timescale;
  }

  /** Ticks of the whole track. */
  public long duration() {
    return times[times.length - 1] - times[0];
  }

  /** Seconds of the whole track. */
  public double seconds() {
    return (double) duration() / timescale;
  }

  /** As many as a player asks for. */
  public int segmentCount() {
    return cuts.length - 1;
  }

  /**
   * A segment.
   *
   * @param number from 1 to {@link #segmentCount}
   */
  public Segment segment(int number) {
    int first = cuts[number - 1];
    int next = cuts[number];
    return new Segment(
        number,
        offsets[first],
        end(next - 1) - offsets[first],
        times[first] - times[0],
        times[next] - times[first]);
  }

  /** As many as there are fragments. */
  int fragmentCount() {
    return offsets.length;
  }

  /** As many as a player can show when it winds forward. */
  public int keyFrameCount() {
    return offsets.length;
  }

  /**
   * A key frame.
   *
   * @param number from 0 on
   */
  public KeyFrame keyFrame(int number) {
    int found = Arrays.binarySearch(cuts, number);
    int segment = found >= 0 ? found : -found - 2;
    return new KeyFrame(
        segment + 1,
        offsets[number] - offsets[cuts[segment]],
        headLengths[number] + keyLengths[number],
        times[number + 1] - times[number]);
  }

  /** Bytes of memory that this takes. */
  public int weight() {
    return 200 + offsets.length * 36;
  }

  /** The most bits a second of any segment. */
  long peakBitrate() {
    long peak = 0;
    for (int i = 1; i <= segmentCount(); i++) {
      Segment segment = segment(i);
      peak = Math.max(peak, bitrate(segment.length(), segment.duration()));
    }
    return peak;
  }

  /** Bits a second of all segments together. */
  long averageBitrate() {
    long bytes = 0;
    for (int i = 0; i < offsets.length; i++) {
      bytes += headLengths[i] + payloads[i];
    }
    return bitrate(bytes, duration());
  }

  /** The most bits a second when only the key frames are shown. */
  long keyFrameBitrate() {
    long peak = 0;
    for (int i = 0; i < keyFrameCount(); i++) {
      KeyFrame frame = keyFrame(i);
      peak = Math.max(peak, bitrate(frame.length(), frame.duration()));
    }
    return peak;
  }

  /** The longest segment in milliseconds, rounded up. */
  long longestSegment() {
    long longest = 0;
    for (int i = 1; i <= segmentCount(); i++) {
      longest = Math.max(longest, segment(i).duration());
    }
    return Math.ceilDiv(longest * 1000, timescale);
  }

  /** The time of decoding of the first sample, in ticks. */
  public long firstTime() {
    return times[0];
  }

  /** Ticks from the beginning of the track to that of a fragment. */
  long start(int fragment) {
    return times[fragment] - times[0];
  }

  /** Where the first sample of a fragment lies in the file. */
  long payloadOffset(int fragment) {
    return offsets[fragment] + headLengths[fragment];
  }

  int payload(int fragment) {
    return payloads[fragment];
  }

  int sampleCount(int fragment) {
    return sampleCounts[fragment];
  }

  private long end(int fragment) {
    return offsets[fragment] + headLengths[fragment] + payloads[fragment];
  }

  private long bitrate(long bytes, long ticks) {
    return (long) Math.ceil(bytes * 8.0 * timescale / Math.max(1, ticks));
  }

  private int[] cuts() {
    int[] made = new int[offsets.length + 1];
    int count = 0;
    long grid = -1;
    for (int i = 0; i < offsets.length; i++) {
      long place = start(i) / (timescale * SEGMENT_SECONDS);
      if (place != grid) {
        made[count++] = i;
        grid = place;
      }
    }
    boolean isTooShort =
        count > 1 && times[offsets.length] - times[made[count - 1]] < timescale * SHORTEST_SECONDS;
    made[isTooShort ? count - 1 : count++] = offsets.length;
    return Arrays.copyOf(made, count);
  }

  /** Writes it in the form that {@link #read} reads. */
  void write(DataOutput out) throws IOException {
    out.writeInt(FORM);
    number(out, timescale);
    number(out, offsets.length);
    number(out, times[0]);
    long at = 0;
    for (int i = 0; i < offsets.length; i++) {
      number(out, offsets[i] - at);
      number(out, headLengths[i]);
      number(out, payloads[i]);
      number(out, times[i + 1] - times[i]);
      number(out, sampleCounts[i]);
      number(out, keyLengths[i]);
      at = end(i);
    }
  }

  /**
   * Reads what was written.
   *
   * @throws MalformedCmafException when it was not
   */
  public static CmafIndex read(ByteBuffer bytes) throws MalformedCmafException {
    try {
      if (bytes.getInt() != FORM) {
        throw new MalformedCmafException("this is no index of fragments");
      }
      Builder builder = new Builder(number(bytes));
      long count = number(bytes);
      long time = number(bytes);
      long at = 0;
      for (long i = 0; i < count; i++) {
        long offset = at + number(bytes);
        int headLength = Math.toIntExact(number(bytes));
        int payload = Math.toIntExact(number(bytes));
        long duration = number(bytes);
        builder.add(
            offset,
            headLength,
            payload,
            time,
            Math.toIntExact(number(bytes)),
            Math.toIntExact(number(bytes)));
        time += duration;
        at = offset + headLength + payload;
      }
      return builder.build(time);
    } catch (BufferUnderflowException | ArithmeticException cut) {
      throw new MalformedCmafException("the index of fragments is cut off");
    }
  }

  /** Seven bits a byte, the lowest first, as most numbers are small. */
  private static void number(DataOutput out, long value) throws IOException {
    long left = value;
    while (left > 0x7f) {
      out.writeByte((int) ((left & 0x7f) | 0x80));
      left >>>= 7;
    }
    out.writeByte((int) left);
  }

  private static long number(ByteBuffer bytes) {
    long value = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      byte next = bytes.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new ArithmeticException("a number of too many bytes");
  }

  /** Takes the fragments in order. */
  static final class Builder {
    private final long timescale;
    private int count;
    private long end;
    private long[] offsets = new long[16];
    private long[] times = new long[16];
    private int[] headLengths = new int[16];
    private int[] payloads = new int[16];
    private int[] sampleCounts = new int[16];
    private int[] keyLengths = new int[16];

    Builder(long timescale) throws MalformedCmafException {
      if (timescale < 1) {
        throw new MalformedCmafException("a second without ticks");
      }
      this.timescale = timescale;
    }

    void add(CmafFragment fragment) throws MalformedCmafException {
      add(
          fragment.offset(),
          fragment.headLength(),
          fragment.payload(),
          fragment.decodeTime(),
          fragment.samples().count(),
          fragment.samples().sizes()[0]);
    }

    private void add(
        long offset, int headLength, int payload, long time, int sampleCount, int keyLength)
        throws MalformedCmafException {
      if (count == MOST_FRAGMENTS) {
        throw new MalformedCmafException("too many fragments");
      }
      if (count > 0 && time <= times[count - 1]) {
        throw new MalformedCmafException("a fragment that does not begin after the one before");
      }
      if (count == offsets.length) {
        grow(2 * count);
      }
      offsets[count] = offset;
      headLengths[count] = headLength;
      payloads[count] = payload;
      times[count] = time;
      sampleCounts[count] = sampleCount;
      keyLengths[count] = keyLength;
      count++;
    }

    private void grow(int size) {
      offsets = Arrays.copyOf(offsets, size);
      times = Arrays.copyOf(times, size);
      headLengths = Arrays.copyOf(headLengths, size);
      payloads = Arrays.copyOf(payloads, size);
      sampleCounts = Arrays.copyOf(sampleCounts, size);
      keyLengths = Arrays.copyOf(keyLengths, size);
    }

    /**
     * The index.
     *
     * @param endTime ticks at which the last fragment ends
     */
    CmafIndex build(long endTime) throws MalformedCmafException {
      if (count == 0 || endTime <= times[count - 1]) {
        throw new MalformedCmafException("a track that lasts no time");
      }
      end = endTime;
      return new CmafIndex(this);
    }
  }
}
