package io.vitrine.cli;

import io.vitrine.Config;
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

  @Option(
      names = "--ffmpeg",
      paramLabel = "FILE",
      description = "The program that makes films and sounds. Default: found [VITRINE_FFMPEG]")
  private Path ffmpeg;

  @Option(
      names = "--ffprobe",
      paramLabel = "FILE",
      description = "The program that tells what is in them. Default: found [VITRINE_FFPROBE]")
  private Path ffprobe;

  Config.Tools tools() {
    return new Config.Tools(absolute(libvips), absolute(ffmpeg), absolute(ffprobe));
  }

  private static Optional<Path> absolute(Path given) {
    return Optional.ofNullable(given).map(path -> path.toAbsolutePath().normalize());
  }
}
