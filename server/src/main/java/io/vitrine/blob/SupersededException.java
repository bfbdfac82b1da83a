package io.vitrine.blob;

import java.io.IOException;

/** A newer request took the upload over; whoever gets this can write and tell nothing more. */
public final class SupersededException extends IOException {
  public SupersededException(UploadKey key) {
    super("a newer request works on upload " + key);
  }
}
