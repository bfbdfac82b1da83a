package io.vitrine.http;

/** The server cannot listen; the message tells an operator why, such as that a port is in use. */
public final class ListenException extends RuntimeException {
  public ListenException(String message, Throwable cause) {
    super(message, cause);
  }
}
