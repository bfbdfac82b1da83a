package io.vitrine.cli;

import io.vitrine.Config;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options that name what other people's programs and libraries are used. */
final class ToolOptions {
  @Spec(Target.MIXEE)
  private CommandSpec command;

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

  @Option(
      names = "--scanner",
      paramLabel = "URL",
      description =
          "A virus scanner that looks through every file before it is READY, such as"
              + " clamd://127.0.0.1:3310. Default: none [VITRINE_SCANNER]")
  private String scanner;

  Config.Tools tools() {
    return new Config.Tools(
        absolute(libvips),
        absolute(ffmpeg),
        absolute(ffprobe),
        Optional.ofNullable(scanner).map(this::scanner));
  }

  private Config.Scanner scanner(String text) {
    try {
      return Config.Scanner.parse(text);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(
          command.commandLine(), "--scanner: " + wrong.getMessage(), wrong);
    }
  }

  private static Optional<Path> absolute(Path given) {
    return Optional.ofNullable(given).map(path -> path.toAbsolutePath().normalize());
  }
}
