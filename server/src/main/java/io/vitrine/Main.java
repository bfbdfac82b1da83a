package io.vitrine;

import io.vitrine.cli.VitrineCommand;

/** Entry point of the program. */
public final class Main {
  private Main() {}

  /** Runs the command that the arguments name and ends with its exit status. */
  public static void main(String[] arguments) {
    System.exit(VitrineCommand.run(arguments, System.getenv()));
  }
}
