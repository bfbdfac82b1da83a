package io.vitrine.fetch;

import java.io.IOException;

/** A server could not be asked; the message names no address and is safe to show. */
public final class FetchException extends IOException {
  private final Reason reason;

  FetchException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  FetchException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /** Why. */
  public enum Reason {
    /** The URL, or where it led, is nothing that may be reached. Trying again is of no use. */
    FORBIDDEN,
    /** Redirects did not come to an end. */
    TOO_MANY_REDIRECTS,
    /** No answer came. */
    UNREACHABLE,
    /** An answer began and broke off. */
    CUT,
    /** An answer began and stood still. */
    STALLED
  }
}
