package io.vitrine;

/**
 * Something keeps a command from starting: a wrong setting, a port or data folder in use, a
 * database that cannot be opened. The message is one line for the operator and says what to do
 * (contract: operator.md, exit status 2).
 */
public final class StartFailure extends RuntimeException {
  public StartFailure(String message) {
    super(message);
  }

  public StartFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
