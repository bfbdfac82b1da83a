package io.vitrine.media;

import java.io.IOException;

/**
 * What a step needs is not there at the moment, such as the virus scanner. This is no failure of
 * the file: the step is done again later, as often as it takes within the life of a job.
 */
public final class UnavailableException extends IOException {
  private static final long serialVersionUID = 1;

  public UnavailableException(String message) {
    super(message);
  }

  public UnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
