package io.vitrine.catalog.sqlite;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.CatalogContract;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The SQLite catalog as it is; these catalogs are so small that searches go through the index. */
class SqliteCatalogTest extends CatalogContract {
  @TempDir static Path templates;

  @BeforeAll
  static void makeTemplate() {
    EmptyCatalog.make(templates);
  }

  @Override
  protected Catalog open(Path folder) {
    return SqliteCatalog.open(EmptyCatalog.copy(templates, folder), new SimpleMeterRegistry());
  }
}
