package io.vitrine;

import io.micrometer.core.instrument.MeterRegistry;
import io.vitrine.access.SecretFile;
import io.vitrine.access.Secrets;
import io.vitrine.blob.disk.DiskBlobStore;
import io.vitrine.blob.disk.DiskOptions;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.CatalogException;
import io.vitrine.catalog.sqlite.SqliteCatalog;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Optional;

/** Opens what outlives the process; what cannot be used is told in the operator's words. */
final class Stores {
  private final Config.Storage storage;
  private final MeterRegistry metrics;

  Stores(Config.Storage storage, MeterRegistry metrics) {
    this.storage = storage;
    this.metrics = metrics;
  }

  Catalog catalog() {
    try {
      return SqliteCatalog.open(storage.databaseFile(), metrics);
    } catch (CatalogException failure) {
      throw new StartFailure("the database: " + failure.getMessage(), failure);
    }
  }

  DiskBlobStore blobs(DiskOptions options) {
    try {
      return DiskBlobStore.open(storage.blobFolder(), metrics, options);
    } catch (IOException failure) {
      throw new StartFailure(
          "the blob folder " + storage.blobFolder() + " cannot be used: " + failure.getMessage(),
          failure);
    }
  }

  static Secrets secrets(Optional<String> given, DataFolder data, SecureRandom random) {
    try {
      return given.isPresent()
          ? Secrets.parse(given.get())
          : new SecretFile(data.path(), random).readOrMake();
    } catch (IOException | IllegalArgumentException failure) {
      throw new StartFailure("the secret cannot be used: " + failure.getMessage(), failure);
    }
  }
}
