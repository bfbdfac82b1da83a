package io.vitrine.media.cmaf;

import java.io.IOException;

/** Bytes are not the fragmented MP4 of one track that they should be. */
public final class MalformedCmafException extends IOException {
  private static final long serialVersionUID = 1;

  public MalformedCmafException(String message) {
    super(message);
  }
}
