package io.vitrine.media.cmaf;

import io.vitrine.media.cmaf.CmafFragment.Samples;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes what a progressive MP4 tells of each sample (ISO/IEC 14496-12 section 8.6 and 8.7.3), into
 * files of their own: a long film has millions of samples. For one thread.
 */
final class SampleTables implements Closeable {
  private final Table times;
  private final Table compositionOffsets;
  private final Table keys;
  private final Table sizes;
  private long samples;
  private long start;
  private long time;
  private long shownUntil;
  private boolean isReordered;

  /**
   * @param folder where the files lie until this is closed
   */
  SampleTables(Path folder) throws IOException {
    times = new Table(Files.createTempFile(folder, "stts", ""));
    compositionOffsets = new Table(Files.createTempFile(folder, "ctts", ""));
    keys = new Table(Files.createTempFile(folder, "stss", ""));
    sizes = new Table(Files.createTempFile(folder, "stsz", ""));
  }

  /**
   * Adds the samples of a fragment.
   *
   * @param end ticks at which the next fragment begins, which the last sample must reach
   */
  void add(Samples added, long begin, long end) throws IOException {
    if (samples == 0) {
      start = begin;
      time = begin;
    }
    for (int i = 0; i < added.count(); i++) {
      // An encoder guesses the duration of the last sample in a fragment; the next one tells.
      long duration = i == added.count() - 1 ? end - time : added.durations()[i];
      if (duration < 0 || duration > Integer.MAX_VALUE) {
        throw new MalformedCmafException("a fragment that lasts longer than to the next one");
      }
      samples++;
      time += duration;
      shownUntil = Math.max(shownUntil, time - start + added.compositionOffsets()[i]);
      times.run((int) duration);
      compositionOffsets.run(added.compositionOffsets()[i]);
      isReordered |= added.compositionOffsets()[i] != 0;
      if (added.keys()[i]) {
        keys.value(Math.toIntExact(samples));
      }
      sizes.value(added.sizes()[i]);
    }
  }

  long samples() {
    return samples;
  }

  /** Ticks from the first time of decoding until nothing is shown any more. */
  long shownUntil() {
    return shownUntil;
  }

  /** Whether samples are shown in another order than they are decoded, or later. */
  boolean isReordered() {
    return isReordered;
  }

  /** Whether each sample can be decoded without others. */
  boolean isAllKeys() {
    return keys.entries == samples;
  }

  Table times() {
    return times;
  }

  Table compositionOffsets() {
    return compositionOffsets;
  }

  Table keys() {
    return keys;
  }

  Table sizes() {
    return sizes;
  }

  /** Ends the tables; nothing can be added any more. */
  void end() throws IOException {
    for (Table table : List.of(times, compositionOffsets, keys, sizes)) {
      table.end();
    }
  }

  @Override
  public void close() throws IOException {
    try (times;
        compositionOffsets;
        keys;
        sizes) {}
  }

  /** Numbers of 32 bits. */
  static final class Table implements Closeable {
    private final Path file;
    private final DataOutputStream out;
    private int entries;
    private int runLength;
    private int runValue;

    private Table(Path file) throws IOException {
      this.file = file;
      this.out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
    }

    private void value(int value) throws IOException {
      out.writeInt(value);
      entries++;
    }

    private void run(int value) throws IOException {
      if (runLength > 0 && runValue != value) {
        endRun();
      }
      runValue = value;
      runLength++;
    }

    private void endRun() throws IOException {
      out.writeInt(runLength);
      out.writeInt(runValue);
      entries++;
      runLength = 0;
    }

    private void end() throws IOException {
      if (runLength > 0) {
        endRun();
      }
      out.close();
    }

    int entries() {
      return entries;
    }

    /** Bytes of it, once it has ended. */
    long length() {
      return out.size();
    }

    void copyTo(OutputStream to) throws IOException {
      Files.copy(file, to);
    }

    @Override
    public void close() throws IOException {
      out.close();
      Files.delete(file);
    }
  }
}
