package io.vitrine.media;

import java.io.IOException;
import java.util.Optional;

/** Knows one family of formats by its bytes. Stateless. */
@FunctionalInterface
interface Sniffer {
  /**
   * What the file is; empty when it is not of this family.
   *
   * @throws MalformedContent when it is not of this family after all, since the bytes go wrong
   */
  Optional<Detection> look(Content content) throws IOException;
}
