package io.vitrine.library;

import java.io.IOException;
import java.util.Optional;

/**
 * Removes things one after another, so that one that cannot be removed, such as a damaged file,
 * keeps no other from going. Used by one thread.
 */
final class Removals {
  private Optional<IOException> first = Optional.empty();
  private long failed;

  /** Removes one thing. */
  @FunctionalInterface
  interface Removal {
    void run() throws IOException;
  }

  /** Tells whether it worked. */
  boolean tried(Removal removal) {
    try {
      removal.run();
      return true;
    } catch (IOException failure) {
      failed++;
      first = first.or(() -> Optional.of(failure));
      return false;
    }
  }

  /**
   * To be asked at the end.
   *
   * @throws IOException when something could not be removed
   */
  void requireAll() throws IOException {
    if (first.isPresent()) {
      throw new IOException(
          "removals that failed: %d; the first because of %s"
              .formatted(failed, first.get().getMessage()),
          first.get());
    }
  }
}
