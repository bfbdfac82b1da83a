package io.vitrine.blob;

import java.io.IOException;

/** The store has no room for more bytes: a full disk, a quota, or a full bucket. */
public final class StoreFullException extends IOException {
  public StoreFullException(String message, Throwable cause) {
    super(message, cause);
  }
}
