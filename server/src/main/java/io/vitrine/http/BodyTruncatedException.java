package io.vitrine.http;

import java.io.IOException;

/** The connection ended before the body did. */
public final class BodyTruncatedException extends IOException {
  public BodyTruncatedException(Throwable cause) {
    super("the connection was closed before the end of the body", cause);
  }
}
