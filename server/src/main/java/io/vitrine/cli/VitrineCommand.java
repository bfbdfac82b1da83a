package io.vitrine.cli;

import ch.qos.logback.classic.Level;
import io.vitrine.Config;
import io.vitrine.Logging;
import io.vitrine.StartFailure;
import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code vitrine}: the program; its work is done by the commands below it. */
@Command(
    name = "vitrine",
    mixinStandardHelpOptions = true,
    versionProvider = VitrineCommand.Version.class,
    description = "A self-hosted media manager that speaks the Wix Media Files API.",
    subcommands = {
      ServeCommand.class,
      WorkerCommand.class,
      KeyCommand.class,
      WebhookCommand.class,
      CheckCommand.class,
      DoctorCommand.class,
      CommandLine.HelpCommand.class
    },
    footer = {
      "",
      "The launcher adds two commands:",
      "  test    Runs the tests.",
      "  bench   Runs the benchmarks."
    })
public final class VitrineCommand implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(VitrineCommand.class);

  @Spec private CommandSpec command;

  /**
   * Runs the command that the arguments name.
   *
   * @return the exit status: 0 for success, 1 for a finding or failure of the work itself, 2 for a
   *     wrong option or something that keeps it from starting
   */
  public static int run(String[] arguments, Map<String, String> environment) {
    Logging.configure(Config.LogFormat.TEXT, Level.WARN);
    try {
      return execute(arguments, environment);
    } finally {
      Logging.close();
    }
  }

  private static int execute(String[] arguments, Map<String, String> environment) {
    CommandLine commandLine = new CommandLine(new VitrineCommand());
    try {
      commandLine.setDefaultValueProvider(SettingSources.read(arguments, environment));
    } catch (IOException unreadable) {
      return refuse(commandLine, "the config file cannot be read: " + unreadable.getMessage());
    }
    return commandLine
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(
            (wrong, _) -> refuse(wrong.getCommandLine(), wrong.getMessage()))
        .setExecutionExceptionHandler(VitrineCommand::explain)
        .execute(arguments);
  }

  @Override
  public void run() {
    throw new ParameterException(command.commandLine(), "a command is missing; see vitrine --help");
  }

  private static int explain(
      Exception failure, CommandLine commandLine, CommandLine.ParseResult parsed) {
    if (failure instanceof StartFailure) {
      return refuse(commandLine, failure.getMessage());
    }
    log.error("{} failed", commandLine.getCommandName(), failure);
    return ExitCode.SOFTWARE;
  }

  private static int refuse(CommandLine commandLine, String message) {
    commandLine.getErr().println("vitrine: " + message.replaceAll("\\s*\\R\\s*", " "));
    commandLine.getErr().flush();
    return ExitCode.USAGE;
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = VitrineCommand.class.getPackage().getImplementationVersion();
      return new String[] {"Vitrine " + (version == null ? "(unpackaged)" : version)};
    }
  }
}
