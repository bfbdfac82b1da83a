package io.vitrine.media;

import io.vitrine.media.ProcessingException.Code;
import java.io.IOException;

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

  /**
   * What this means for the file that was read: bad input, too much time and too much memory are
   * for good, for another try would have the same bounds. Crashes count as our own faults and get
   * one, and so does what the system kills when the machine lacks memory (contract: processing.md
   * section 5).
   *
   * @param whenFailed the code when the program itself says that it failed
   * @param message safe to show to strangers
   * @throws IOException when it is no fault of the file
   */
  public ProcessingException asVerdict(Code whenFailed, String message) throws IOException {
    return switch (reason) {
      case FAILED -> new ProcessingException(whenFailed, message, this);
      case OUT_OF_TIME ->
          new ProcessingException(
              Code.PROCESSING_TIMEOUT, "the file takes too long to process", this);
      case OUT_OF_MEMORY -> tooMuchMemory();
      case KILLED -> throw new IOException(getMessage(), this);
    };
  }

  /** That the file asked for more memory than the program may have. */
  public ProcessingException tooMuchMemory() {
    return new ProcessingException(
        Code.MEDIA_LIMIT_EXCEEDED, "the file takes too much memory to process", this);
  }
}
