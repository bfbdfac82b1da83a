package io.vitrine.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a server's processes have used, as Linux tells it in {@code /proc} (proc(5)). */
final class Usage {
  /** {@code USER_HZ}, which is 100 on every architecture that matters. */
  private static final double TICKS_PER_SECOND = 100;

  /** Fields of {@code stat}, counted behind the name in parentheses. */
  private static final int USER_TIME = 11;

  /** User and system time, then both again of the children that have ended. */
  private static final int TIMES = 4;

  private static final Pattern COMPILER = Pattern.compile("\\(C[12] Compiler");

  private final ProcessHandle server;

  /**
   * @param server its descendants, such as workers, count too
   */
  Usage(ProcessHandle server) {
    this.server = server;
  }

  /** User and system time so far, in seconds; steps of 10 ms. */
  double cpuSeconds() throws IOException {
    double seconds = 0;
    for (Path folder : folders()) {
      seconds += cpuSeconds(read(folder.resolve("stat")));
    }
    return seconds;
  }

  /** The part of {@link #cpuSeconds} that Java's just-in-time compilers took. */
  double compilerSeconds() throws IOException {
    double seconds = 0;
    for (Path folder : folders()) {
      try (DirectoryStream<Path> threads = Files.newDirectoryStream(folder.resolve("task"))) {
        for (Path thread : threads) {
          String stat = readIfThere(thread.resolve("stat"));
          if (COMPILER.matcher(stat).find()) {
            seconds += cpuSeconds(stat);
          }
        }
      }
    }
    return seconds;
  }

  private static double cpuSeconds(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Arrays.stream(fields, USER_TIME, USER_TIME + TIMES).mapToLong(Long::parseLong).sum()
        / TICKS_PER_SECOND;
  }

  /** Begins to watch the peak of memory anew. */
  void resetPeak() throws IOException {
    for (Path folder : folders()) {
      Files.writeString(folder.resolve("clear_refs"), "5");
    }
  }

  /** The largest resident memory since {@link #resetPeak}, in bytes, summed over the processes. */
  long peakBytes() throws IOException {
    long bytes = 0;
    for (Path folder : folders()) {
      bytes +=
          read(folder.resolve("status"))
              .lines()
              .filter(line -> line.startsWith("VmHWM:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
              .sum();
    }
    return bytes;
  }

  private List<Path> folders() throws IOException {
    if (!server.isAlive()) {
      throw new IOException("the measured server has ended");
    }
    return Stream.concat(Stream.of(server), server.descendants())
        .map(process -> Path.of("/proc", Long.toString(process.pid())))
        .toList();
  }

  /** A thread may end at any time. */
  private static String readIfThere(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException ended) {
      return "";
    }
  }

  private static String read(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException ended) {
      throw new IOException("a process of the measured server has ended", ended);
    }
  }
}
