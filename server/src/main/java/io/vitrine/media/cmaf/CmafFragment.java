package io.vitrine.media.cmaf;

/**
 * One fragment: a box {@code moof}, and the box {@code mdat} with its samples, one after another.
 *
 * @param offset of its first byte in the file
 * @param headLength bytes in front of the first sample
 * @param payload bytes of all samples
 * @param decodeTime of the first sample, in ticks
 */
record CmafFragment(long offset, int headLength, int payload, long decodeTime, Samples samples) {

  /**
   * Its samples in the order of decoding; none of the arrays is ever changed.
   *
   * @param sizes bytes
   * @param durations ticks
   * @param compositionOffsets ticks from the time of decoding to the time of showing
   * @param keys which can be decoded without others
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Samples(int[] sizes, int[] durations, int[] compositionOffsets, boolean[] keys) {
    int count() {
      return sizes.length;
    }
  }

  /** Ticks at which it ends, as its samples say. */
  long endTime() {
    long end = decodeTime;
    for (int duration : samples.durations) {
      end += duration;
    }
    return end;
  }
}
