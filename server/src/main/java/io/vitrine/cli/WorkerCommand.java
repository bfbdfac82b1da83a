package io.vitrine.cli;

import ch.qos.logback.classic.Level;
import io.vitrine.Config;
import io.vitrine.Logging;
import io.vitrine.Worker;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code vitrine worker}: processes the files of a server elsewhere, until it is told to stop. */
@Command(
    name = "worker",
    mixinStandardHelpOptions = true,
    description = {
      "Processes the files of a server that has the same data folder, or the same database and"
          + " blobs. Several may run at once. It answers no request.",
      "",
      "The last line of the start-up is 'Vitrine worker is ready'."
    })
final class WorkerCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private DataOptions dataOptions;
  @Mixin private ToolOptions toolOptions;
  @Mixin private WorkerOptions workerOptions;

  @Option(
      names = "--log",
      paramLabel = "FORM",
      defaultValue = "text",
      description = "text or json. Default: text [VITRINE_LOG]")
  private String log;

  @Override
  public Integer call() throws Exception {
    Config.Workers workers = workerOptions.workers();
    if (workers.number() == 0) {
      throw new ParameterException(command.commandLine(), "--workers must be at least 1 here");
    }
    if (!log.equals("text") && !log.equals("json")) {
      throw new ParameterException(command.commandLine(), "--log takes text or json");
    }
    Logging.configure(
        log.equals("json") ? Config.LogFormat.JSON : Config.LogFormat.TEXT, Level.INFO);
    Worker worker = Worker.start(dataOptions.storage(), workers, toolOptions.tools());
    worker.runUntilStopped();
    return 0;
  }
}
