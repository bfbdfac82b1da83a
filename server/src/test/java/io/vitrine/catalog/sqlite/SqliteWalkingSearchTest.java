package io.vitrine.catalog.sqlite;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.CatalogContract;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The same catalog when every search is taken for a common one, and some walks are given up. */
class SqliteWalkingSearchTest extends CatalogContract {
  @TempDir static Path templates;

  @BeforeAll
  static void makeTemplate() {
    EmptyCatalog.make(templates);
  }

  @Override
  protected Catalog open(Path folder) {
    return SqliteCatalog.open(
        EmptyCatalog.copy(templates, folder), new SimpleMeterRegistry(), new SearchPlans(-1, 40));
  }
}
