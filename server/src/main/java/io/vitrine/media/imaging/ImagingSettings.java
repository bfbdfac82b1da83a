package io.vitrine.media.imaging;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How pictures are made.
 *
 * @param library a libvips of the operator's; empty to look for one
 * @param scratch folder for what the processes keep while they work; made when it is missing, and
 *     of one pool alone
 * @param limits what a picture may cost
 * @param processes that may work at once
 * @param queue how many may wait for one of them
 * @param patience how long one waits
 */
public record ImagingSettings(
    Optional<Path> library,
    Path scratch,
    Limits limits,
    int processes,
    int queue,
    Duration patience) {
  private static final long MIB = 1L << 20;

  /** What the system calls it, then how it is called elsewhere. */
  private static final List<String> SYSTEM_NAMES =
      List.of("libvips.so.42", "libvips.42.dylib", "libvips-42.dll");

  /** One process may need its budget of memory, and the server and the system need theirs. */
  private static final long MEMORY_OF_A_PROCESS = 1_280 * MIB;

  private static final int QUEUE = 512;

  /**
   * What a picture, and a process, may cost (contract: delivery.md 8.5).
   *
   * @param time for one picture
   * @param memory resident bytes of a process
   * @param pictures that a process makes before another takes its place
   */
  public record Limits(Duration time, long memory, int pictures) {
    /** 20 seconds and 1 GiB. */
    public static final Limits DEFAULT = new Limits(Duration.ofSeconds(20), 1024 * MIB, 10_000);
  }

  /** The settings for the machine, or the share of one, that this runs on. */
  public static ImagingSettings forThisMachine(Optional<Path> library, Path scratch) {
    long memory =
        ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
            ? system.getTotalMemorySize()
            : 2 * MEMORY_OF_A_PROCESS;
    return forMachine(library, scratch, Runtime.getRuntime().availableProcessors(), memory);
  }

  /**
   * The settings for a machine.
   *
   * @param memory bytes that it has
   */
  public static ImagingSettings forMachine(
      Optional<Path> library, Path scratch, int cores, long memory) {
    int byMemory = Math.clamp(memory / 2 / MEMORY_OF_A_PROCESS, 1, 64);
    return new ImagingSettings(
        library,
        scratch,
        Limits.DEFAULT,
        Math.clamp(cores, 1, byMemory),
        QUEUE,
        Duration.ofSeconds(5));
  }

  /** Names and paths under which libvips is looked for. */
  List<String> candidates() {
    return library.map(path -> List.of(path.toAbsolutePath().toString())).orElse(SYSTEM_NAMES);
  }
}
