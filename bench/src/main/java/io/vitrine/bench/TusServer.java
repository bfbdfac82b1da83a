package io.vitrine.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code @tus/server} with its file store, in a process of its own. It does not flush. */
final class TusServer implements AutoCloseable {
  private static final String READY = "@tus/server is ready: ";

  private final Path files;
  private final String endpoint;
  private final Started process;

  private TusServer(Path files, String endpoint, Started process) {
    this.files = files;
    this.endpoint = endpoint;
    this.process = process;
  }

  /**
   * Starts it.
   *
   * @param folder empty; keeps all of it
   */
  static TusServer start(TusLoad programs, Path folder) throws IOException, InterruptedException {
    Path files = Files.createDirectories(folder.resolve("files"));
    Path output = Files.createFile(folder.resolve("server.out"));
    ProcessBuilder command =
        new ProcessBuilder(programs.command("server.js", files.toString()))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    Started process = Started.start(command, () -> endpointIn(output).isPresent());
    return new TusServer(files, endpointIn(output).orElseThrow(), process);
  }

  TusLoad.Target target() {
    return new TusLoad.Target(endpoint, "", "");
  }

  Usage usage() {
    return process.usage();
  }

  /** Removes the uploads, so that the disk does not fill. */
  void clear() throws IOException {
    try (Stream<Path> uploads = Files.list(files)) {
      for (Path upload : uploads.toList()) {
        Files.delete(upload);
      }
    }
  }

  @Override
  public void close() throws IOException {
    process.close();
  }

  private static Optional<String> endpointIn(Path output) throws IOException {
    try (Stream<String> lines = Files.lines(output)) {
      return lines
          .filter(line -> line.startsWith(READY))
          .map(line -> line.substring(READY.length()).strip())
          .findFirst();
    }
  }
}
