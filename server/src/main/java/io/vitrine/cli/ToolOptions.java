package io.vitrine.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that name what other people's programs and libraries are used. */
final class ToolOptions {
  @Option(
      names = "--libvips",
      paramLabel = "FILE",
      description =
          "The library that makes pictures, such as /opt/vips/lib/libvips.so.42."
              + " Default: the system's [VITRINE_LIBVIPS]")
  private Path libvips;

  Optional<Path> libvips() {
    return Optional.ofNullable(libvips).map(path -> path.toAbsolutePath().normalize());
  }
}
