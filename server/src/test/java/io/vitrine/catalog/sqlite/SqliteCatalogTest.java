package io.vitrine.catalog.sqlite;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.CatalogContract;
import java.nio.file.Path;

/** The SQLite catalog as it is; these catalogs are so small that searches go through the index. */
class SqliteCatalogTest extends CatalogContract {
  @Override
  protected Catalog open(Path folder) {
    return SqliteCatalog.open(folder.resolve("catalog.db"), new SimpleMeterRegistry());
  }
}
