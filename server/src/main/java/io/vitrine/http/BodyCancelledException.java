package io.vitrine.http;

import java.io.IOException;

/** The reading of a body was ended by the server itself. */
public final class BodyCancelledException extends IOException {
  public BodyCancelledException() {
    super("the body is not wanted any more");
  }
}
