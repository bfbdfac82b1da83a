package io.vitrine.media.video;

import com.sun.management.OperatingSystemMXBean;
import io.vitrine.media.ProgramLimits;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * What one ffmpeg may take of the machine (contract: processing.md section 6).
 *
 * @param memory bytes that it may hold
 * @param threads of each filter and encoder; a decoder has one more
 */
record FfmpegLimits(long memory, int threads) {
  private static final long MIB = 1L << 20;

  /** Stacks, mapped libraries, and what allocators reserve without using it. */
  private static final long RESERVED = 3_072 * MIB;

  private static final Duration PROBE_TIME = Duration.ofSeconds(30);
  private static final long PROBE_MEMORY = 1_024 * MIB;

  /** A job may not take longer (contract: processing.md section 5). */
  private static final Duration JOB_TIME = Duration.ofHours(6);

  private static final long LARGEST_FILE = 64L << 30;

  /** Half of the machine's memory, within what any film up to 8K needs. */
  static FfmpegLimits forThisMachine() {
    long memory =
        ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
            ? system.getTotalMemorySize()
            : 2_048 * MIB;
    return new FfmpegLimits(
        Math.clamp(memory / 2, 512 * MIB, 4_096 * MIB),
        Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 16));
  }

  /** For a look at a file's headers; nothing is written. */
  ProgramLimits ofProbe() {
    return new ProgramLimits(
        Math.min(memory, PROBE_MEMORY), PROBE_MEMORY + RESERVED, MIB, PROBE_TIME, PROBE_TIME);
  }

  /** For work on a whole film or sound. */
  ProgramLimits ofWork() {
    return new ProgramLimits(
        memory, memory + RESERVED, LARGEST_FILE, JOB_TIME.multipliedBy(threads), JOB_TIME);
  }
}
