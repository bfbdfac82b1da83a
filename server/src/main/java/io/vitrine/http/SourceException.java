package io.vitrine.http;

import java.io.IOException;

/** What was to be sent could not be read: no fault of the client, who waits for it. */
final class SourceException extends IOException {
  private static final long serialVersionUID = 1;

  SourceException(String message) {
    super(message);
  }

  SourceException(IOException cause) {
    super(cause.getMessage(), cause);
  }
}
