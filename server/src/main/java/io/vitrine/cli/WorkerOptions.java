package io.vitrine.cli;

import io.vitrine.Config;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options that say how files are processed. */
final class WorkerOptions {
  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--workers",
      paramLabel = "NUMBER",
      description =
          "Files that are processed at once; 0 for none. Default: the number of cores"
              + " [VITRINE_WORKERS]")
  private Integer workers;

  @Option(
      names = "--job-lease",
      paramLabel = "TIME",
      defaultValue = "30s",
      converter = Period.class,
      description =
          "How long a worker is believed in without a sign of life; then others take over what it"
              + " did. Default: 30s [VITRINE_JOB_LEASE]")
  private Duration lease;

  Config.Workers workers() {
    int number =
        Optional.ofNullable(workers).orElseGet(() -> Config.Workers.forThisMachine().number());
    if (number < 0 || number > 1_000) {
      throw new ParameterException(command.commandLine(), "--workers must be from 0 to 1000");
    }
    if (lease.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new ParameterException(command.commandLine(), "--job-lease must be at least 1s");
    }
    return new Config.Workers(number, lease);
  }
}
