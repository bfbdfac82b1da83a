package io.vitrine.blob;

import java.io.IOException;

/** Somebody else works on the upload and did not let go in time, or came later and goes first. */
public final class UploadBusyException extends IOException {
  public UploadBusyException(UploadKey key) {
    super("upload " + key + " is in use");
  }
}
