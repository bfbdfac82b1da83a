package io.vitrine.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** A folder on the disk of this checkout that goes when the benchmark ends. */
final class Workspace implements AutoCloseable {
  private static final int LINE = 100;

  private final Path folder;

  Workspace() throws IOException {
    Path parent = Files.createDirectories(Path.of("bench", "work").toAbsolutePath());
    folder = Files.createTempDirectory(parent, "run-");
  }

  /** A folder in it, made when missing. */
  Path folder(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  /** A plain text of exactly this many bytes, the same each time. */
  static Path writeText(Path file, long bytes) throws IOException {
    Random random = new Random(bytes);
    byte[] block = new byte[LINE * 10_000];
    for (int at = 0; at < block.length; at++) {
      block[at] = (byte) (at % LINE == LINE - 1 ? '\n' : 'a' + random.nextInt(26));
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long left = bytes; left > 0; left -= block.length) {
        out.write(block, 0, (int) Math.min(left, block.length));
      }
    }
    return file;
  }

  /** Writes back what the system still holds in memory, so that no measurement pays for another. */
  static void flushSystem() throws IOException, InterruptedException {
    Programs.run(List.of("sync"));
  }

  /** Writes a small text file. */
  static Path write(Path file, String text) throws IOException {
    return Files.writeString(file, text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
