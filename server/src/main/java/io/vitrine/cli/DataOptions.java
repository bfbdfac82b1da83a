package io.vitrine.cli;

import io.vitrine.Config;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options that say where an installation keeps its things. */
final class DataOptions {
  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Properties file with settings, such as port=9000. [VITRINE_CONFIG]")
  @SuppressWarnings("unused") // read by SettingSources before the command line is parsed
  private Path config;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description =
          "Folder for the embedded database, blobs and secrets. Default: ./data [VITRINE_DATA]")
  private Path data;

  @Option(
      names = "--database",
      paramLabel = "URL",
      defaultValue = "sqlite:",
      description =
          "sqlite: (a file below the data folder) or sqlite:FILE. Default: sqlite:"
              + " [VITRINE_DATABASE]")
  private String database;

  @Option(
      names = "--blobs",
      paramLabel = "URL",
      defaultValue = "file:",
      description =
          "file: (a folder below the data folder) or file:DIR. Default: file: [VITRINE_BLOBS]")
  private String blobs;

  Config.Storage storage() {
    return new Config.Storage(
        data.toAbsolutePath().normalize(),
        pathBehind("--database", "sqlite:", database),
        pathBehind("--blobs", "file:", blobs));
  }

  private Optional<Path> pathBehind(String option, String scheme, String value) {
    if (!value.startsWith(scheme)) {
      throw new ParameterException(
          command.commandLine(),
          option + " takes " + scheme + "PATH in this version, not " + value);
    }
    String path = value.substring(scheme.length());
    return path.isEmpty()
        ? Optional.empty()
        : Optional.of(Path.of(path).toAbsolutePath().normalize());
  }
}
