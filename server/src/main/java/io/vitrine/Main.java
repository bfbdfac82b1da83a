package io.vitrine;

/** Entry point of the program. */
public final class Main {
  private Main() {}

  /** Runs the command that the arguments name. */
  public static void main(String[] arguments) {
    System.out.println("Vitrine");
  }
}
