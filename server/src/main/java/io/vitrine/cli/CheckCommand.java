package io.vitrine.cli;

import io.vitrine.Installation;
import io.vitrine.Installation.CheckResult;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vitrine check}: compares the catalog with the stored bytes. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Reads every blob that the catalog names and compares its checksum; lists blobs that are"
          + " missing, damaged or belong to no file, and bytes of unfinished uploads that belong to"
          + " no upload. Works also while the server runs.",
      "Exit status 0 when nothing is missing or damaged, 1 otherwise."
    })
final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private DataOptions dataOptions;

  @Option(names = "--repair", description = "Removes orphans older than --min-age.")
  private boolean repair;

  @Option(
      names = "--min-age",
      defaultValue = "1d",
      paramLabel = "TIME",
      converter = Period.class,
      description =
          "Younger orphans stay, since a running upload may need them. With the server stopped, 0s"
              + " is safe. Default: 1d")
  private Duration minAge;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = command.commandLine().getOut();
    try (Installation installation = Installation.open(dataOptions.storage())) {
      CheckResult result =
          installation.check(
              repair ? Optional.of(minAge) : Optional.empty(),
              line -> {
                out.println(line);
                out.flush();
              });
      out.printf(
          "%d blobs checked (%d bytes): %d missing, %d damaged; %d orphans (%d bytes), %d"
              + " removed%n",
          result.verified(),
          result.verifiedBytes(),
          result.missing(),
          result.damaged(),
          result.orphans(),
          result.orphanBytes(),
          result.removed());
      out.flush();
      return result.isWhole() ? 0 : 1;
    }
  }
}
