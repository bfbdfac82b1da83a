package io.vitrine.media;

/** A program did not do its work. */
public final class ProgramException extends Exception {
  private static final long serialVersionUID = 1;

  /** Why. */
  public enum Reason {
    /** It ended with a status of its own that means failure: mostly the input is bad. */
    FAILED,
    /** The system or somebody killed it, or it crashed. */
    KILLED,
    /** It took more time than it may. */
    OUT_OF_TIME,
    /** It took more memory than it may. */
    OUT_OF_MEMORY
  }

  private final Reason reason;
  private final String said;

  public ProgramException(Reason reason, String message, String said) {
    super(message + (said.isBlank() ? "" : ": " + said));
    this.reason = reason;
    this.said = said;
  }

  public Reason reason() {
    return reason;
  }

  /** The last lines of its standard error; never to be shown to strangers, it names paths. */
  public String said() {
    return said;
  }
}
