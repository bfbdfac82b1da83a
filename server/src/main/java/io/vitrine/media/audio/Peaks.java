package io.vitrine.media.audio;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/**
 * The lowest and highest sample of each stretch of a sound, from which its shape is drawn. The
 * stretches grow with the sound, so that any length fits into the same room. For one thread.
 */
final class Peaks {
  /** Samples a second that are looked at. */
  static final int SAMPLE_RATE = 8_000;

  private static final int MOST = 2_000;
  private static final int BUFFER = 64 * 1024;

  private final short[] low = new short[MOST];
  private final short[] high = new short[MOST];
  private int count;
  private int samplesPerPeak = 1;
  private int inStretch;
  private long samples;

  /**
   * Reads a whole sound.
   *
   * @param pcm samples of 16 bits, little-endian, one channel
   * @param heard told how many samples were read, now and then
   */
  void read(InputStream pcm, LongConsumer heard) throws IOException {
    byte[] bytes = new byte[BUFFER];
    int length = pcm.readNBytes(bytes, 0, BUFFER);
    while (length > 1) {
      for (int i = 0; i + 1 < length; i += 2) {
        add((short) (Byte.toUnsignedInt(bytes[i]) | bytes[i + 1] << 8));
      }
      heard.accept(samples);
      length = pcm.readNBytes(bytes, 0, BUFFER);
    }
  }

  private void add(short sample) {
    samples++;
    if (inStretch == 0) {
      if (count == MOST) {
        halve();
      }
      low[count] = sample;
      high[count] = sample;
      count++;
    } else {
      low[count - 1] = (short) Math.min(low[count - 1], sample);
      high[count - 1] = (short) Math.max(high[count - 1], sample);
    }
    inStretch = (inStretch + 1) % samplesPerPeak;
  }

  /** Two stretches become one. Only called when the last one is full. */
  private void halve() {
    count = MOST / 2;
    for (int i = 0; i < count; i++) {
      low[i] = (short) Math.min(low[2 * i], low[2 * i + 1]);
      high[i] = (short) Math.max(high[2 * i], high[2 * i + 1]);
    }
    samplesPerPeak *= 2;
  }

  /** How many samples were read in all. */
  long samples() {
    return samples;
  }

  /** As {@code waveform.json} has it. */
  String json() {
    StringBuilder json = new StringBuilder();
    json.append("{\"version\":1,\"sampleRate\":").append(SAMPLE_RATE);
    json.append(",\"samplesPerPeak\":").append(samplesPerPeak).append(",\"peaks\":[");
    for (int i = 0; i < count; i++) {
      json.append(i == 0 ? "[" : ",[").append(low[i]).append(',').append(high[i]).append(']');
    }
    return json.append("]}").toString();
  }
}
