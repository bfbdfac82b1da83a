package io.vitrine.catalog.sqlite;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A catalog file that is migrated once and copied for each test, which is much faster. */
final class EmptyCatalog {
  private static final String NAME = "catalog.db";

  private EmptyCatalog() {}

  static void make(Path folder) {
    SqliteCatalog.open(folder.resolve(NAME), new SimpleMeterRegistry()).close();
  }

  static Path copy(Path from, Path to) {
    try {
      return Files.copy(from.resolve(NAME), to.resolve(NAME));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
