package io.vitrine.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code ipx} over a folder of pictures, in a process of its own. It keeps no results. */
final class IpxServer implements AutoCloseable {
  private static final String READY = "ipx is ready: ";

  private final String address;
  private final Started process;

  private IpxServer(String address, Started process) {
    this.address = address;
    this.process = process;
  }

  /**
   * Starts it.
   *
   * @param pictures folder of what it serves
   */
  static IpxServer start(NodeFolder scripts, Path pictures, Path output)
      throws IOException, InterruptedException {
    ProcessBuilder command =
        new ProcessBuilder(scripts.command("server.js", pictures.toString()))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    Started process = Started.start(command, () -> addressIn(output).isPresent());
    return new IpxServer(addressIn(output).orElseThrow(), process);
  }

  String address() {
    return address;
  }

  Usage usage() {
    return process.usage();
  }

  @Override
  public void close() throws IOException {
    process.close();
  }

  private static Optional<String> addressIn(Path output) throws IOException {
    try (Stream<String> lines = Files.lines(output)) {
      return lines
          .filter(line -> line.startsWith(READY))
          .map(line -> line.substring(READY.length()).strip())
          .findFirst();
    }
  }
}
