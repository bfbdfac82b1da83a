package io.vitrine.media.imaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folders in which processes for pictures keep what they need while they work. */
record Scratch(Path folder) {
  private static final Logger log = LoggerFactory.getLogger(Scratch.class);
  private static final String PREFIX = "process";

  /** An empty folder for one process. */
  Path newFolder() throws IOException {
    Files.createDirectories(folder);
    return Files.createTempDirectory(folder, PREFIX);
  }

  /** Removes what processes of a server that was killed have left. */
  void clear() {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, PREFIX + "*")) {
      left.forEach(Scratch::remove);
    } catch (IOException failure) {
      log.warn("{} cannot be cleared: {}", folder, failure.getMessage());
    }
  }

  /** Removes the folder of a process, and whatever it wrote there. */
  static void remove(Path processFolder) {
    try (Stream<Path> tree = Files.walk(processFolder)) {
      List<Path> innerFirst = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path path : innerFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException failure) {
      log.warn("{} is left behind: {}", processFolder, failure.getMessage());
    }
  }
}
