package io.vitrine.blob;

import java.io.IOException;

/** The upload's bytes are a blob already, and blobs never change. */
public final class UploadCompletedException extends IOException {
  public UploadCompletedException(UploadKey key) {
    super("upload " + key + " is complete");
  }
}
