package io.vitrine.blob;

import java.io.IOException;

/** There is no upload of that key: it never was, or it was deleted, perhaps a moment ago. */
public final class NoSuchUploadException extends IOException {
  public NoSuchUploadException(UploadKey key) {
    super("there is no upload " + key);
  }
}
