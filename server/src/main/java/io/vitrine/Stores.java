package io.vitrine;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vitrine.access.SecretFile;
import io.vitrine.access.Secrets;
import io.vitrine.blob.disk.DiskBlobStore;
import io.vitrine.blob.disk.DiskOptions;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.CatalogException;
import io.vitrine.catalog.sqlite.SqliteCatalog;
import java.io.IOException;
import java.security.SecureRandom;

/** Opens what outlives the process; what cannot be used is told in the operator's words. */
final class Stores {
  private final Config config;
  private final PrometheusMeterRegistry metrics;

  Stores(Config config, PrometheusMeterRegistry metrics) {
    this.config = config;
    this.metrics = metrics;
  }

  Catalog catalog() {
    try {
      return SqliteCatalog.open(config.storage().databaseFile(), metrics);
    } catch (CatalogException failure) {
      throw new StartFailure("the database: " + failure.getMessage(), failure);
    }
  }

  DiskBlobStore blobs(DiskOptions options) {
    try {
      return DiskBlobStore.open(config.storage().blobFolder(), metrics, options);
    } catch (IOException failure) {
      throw new StartFailure(
          "the blob folder "
              + config.storage().blobFolder()
              + " cannot be used: "
              + failure.getMessage(),
          failure);
    }
  }

  Secrets secrets(DataFolder data, SecureRandom random) {
    try {
      return config.secret().isPresent()
          ? Secrets.parse(config.secret().get())
          : new SecretFile(data.path(), random).readOrMake();
    } catch (IOException | IllegalArgumentException failure) {
      throw new StartFailure("the secret cannot be used: " + failure.getMessage(), failure);
    }
  }
}
