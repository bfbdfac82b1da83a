package io.vitrine.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the system allows to a process, as Linux tells it in {@code /proc} (proc(5)). */
final class Limits {
  private static final String OPEN_FILES = "Max open files";

  private Limits() {}

  /** The most files and sockets that a process may have open at once. */
  static long openFiles() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/limits"))) {
      String soft =
          lines
              .filter(line -> line.startsWith(OPEN_FILES))
              .map(line -> line.substring(OPEN_FILES.length()).strip().split("\\s+", -1)[0])
              .findFirst()
              .orElseThrow(() -> new IOException("the system does not tell its limits"));
      return soft.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(soft);
    }
  }
}
