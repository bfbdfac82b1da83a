package io.vitrine.cli;

import io.vitrine.Doctor;
import io.vitrine.Doctor.Finding;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code vitrine doctor}: checks the installation and says how to mend it. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Checks the installation: Java, disk space and flushing, database, the tools for pictures,"
          + " films, sounds and documents, clock.",
      "Exit status 0 when nothing keeps the server from working, 1 otherwise."
    })
final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private DataOptions dataOptions;
  @Mixin private ToolOptions toolOptions;

  @Override
  public Integer call() {
    List<Finding> findings = new Doctor(dataOptions.storage(), toolOptions.tools()).examine();
    PrintWriter out = command.commandLine().getOut();
    for (Finding finding : findings) {
      out.printf("%-5s %-10s %s%n", finding.state(), finding.subject(), finding.detail());
      finding.remedy().ifPresent(remedy -> out.printf("%-16s -> %s%n", "", remedy));
    }
    out.flush();
    return findings.stream().anyMatch(finding -> finding.state() == Doctor.State.BAD) ? 1 : 0;
  }
}
