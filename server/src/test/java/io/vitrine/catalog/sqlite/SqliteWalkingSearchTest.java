package io.vitrine.catalog.sqlite;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.CatalogContract;
import java.nio.file.Path;

/** The same catalog when every search is taken for a common one. */
class SqliteWalkingSearchTest extends CatalogContract {
  @Override
  protected Catalog open(Path folder) {
    return SqliteCatalog.open(
        folder.resolve("catalog.db"), new SimpleMeterRegistry(), new SearchPlans(-1, 40));
  }
}
