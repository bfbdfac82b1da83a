package io.vitrine.catalog.sqlite;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.PageContract;
import io.vitrine.catalog.SearchContract;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The same when every search is taken for a common one, and some walks are given up. */
class SqliteWalkingSearchTest {
  @TempDir static Path templates;

  @BeforeAll
  static void makeTemplate() {
    EmptyCatalog.make(templates);
  }

  @Nested
  class Pages extends PageContract {
    @Override
    protected Catalog open(Path folder) {
      return openWalking(folder);
    }
  }

  @Nested
  class Searches extends SearchContract {
    @Override
    protected Catalog open(Path folder) {
      return openWalking(folder);
    }
  }

  /** A word is taken for a common one by its first two hits already. */
  @Nested
  class SampledSearches extends SearchContract {
    @Override
    protected Catalog open(Path folder) {
      return SqliteWalkingSearchTest.open(folder, new SearchPlans(3, 40, 1));
    }
  }

  private static Catalog openWalking(Path folder) {
    return open(folder, new SearchPlans(-1, 40, 0));
  }

  private static Catalog open(Path folder, SearchPlans plans) {
    return SqliteCatalog.open(
        EmptyCatalog.copy(templates, folder), new SimpleMeterRegistry(), plans);
  }
}
