package io.vitrine.http;

import java.io.IOException;

/** No byte of the body came for too long (contract: uploads.md section 1.2, status 408). */
public final class BodyTimeoutException extends IOException {
  public BodyTimeoutException(Throwable cause) {
    super("no bytes of the body came in time", cause);
  }
}
