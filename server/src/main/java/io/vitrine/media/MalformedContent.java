package io.vitrine.media;

import java.io.IOException;

/** A file ends early, contradicts itself, or asks for more reading than a look is worth. */
final class MalformedContent extends IOException {
  MalformedContent(String message) {
    super(message);
  }
}
