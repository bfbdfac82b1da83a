package io.vitrine.cli;

import io.vitrine.Config;
import io.vitrine.WebhookDesk;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options by which commands reach the webhooks of an installation. */
final class DeskOptions {
  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Mixin private DataOptions dataOptions;

  @Option(
      names = "--secret",
      paramLabel = "TEXT",
      description = "As the server has it. Default: the one in the data folder [VITRINE_SECRET]")
  private String secret;

  @Option(
      names = "--import-allow",
      paramLabel = "RANGES",
      defaultValue = "",
      description =
          "Private addresses that events may be sent to, as the server has it. Default: none"
              + " [VITRINE_IMPORT_ALLOW]")
  private String importAllow;

  WebhookDesk open() {
    try {
      return WebhookDesk.open(
          dataOptions.storage(),
          Optional.ofNullable(secret),
          Config.ImportAllow.parse(importAllow));
    } catch (IllegalArgumentException malformed) {
      throw new ParameterException(
          command.commandLine(), "--import-allow: " + malformed.getMessage(), malformed);
    }
  }
}
