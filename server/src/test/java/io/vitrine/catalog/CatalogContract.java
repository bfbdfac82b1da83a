package io.vitrine.catalog;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

/**
 * What every catalog must do. A database subclasses this with the one method that opens it; the
 * parts are told apart by what they are about.
 */
public abstract class CatalogContract {

  /** A new, empty catalog that may keep its data in this folder, which is new for each test. */
  protected abstract Catalog open(Path folder);

  @Nested
  class Transactions extends TransactionContract {
    @Override
    protected Catalog open(Path folder) {
      return CatalogContract.this.open(folder);
    }
  }

  @Nested
  class FilesOfSites extends FileContract {
    @Override
    protected Catalog open(Path folder) {
      return CatalogContract.this.open(folder);
    }
  }

  @Nested
  class ProcessedFiles extends MediaContract {
    @Override
    protected Catalog open(Path folder) {
      return CatalogContract.this.open(folder);
    }
  }

  @Nested
  class FolderTrees extends FolderContract {
    @Override
    protected Catalog open(Path folder) {
      return CatalogContract.this.open(folder);
    }
  }

  @Nested
  class TrashBin extends TrashContract {
    @Override
    protected Catalog open(Path folder) {
      return CatalogContract.this.open(folder);
    }
  }

  @Nested
  class Pages extends PageContract {
    @Override
    protected Catalog open(Path folder) {
      return CatalogContract.this.open(folder);
    }
  }

  @Nested
  class Searches extends SearchContract {
    @Override
    protected Catalog open(Path folder) {
      return CatalogContract.this.open(folder);
    }
  }

  @Nested
  class JobQueues extends JobContract {
    @Override
    protected Catalog open(Path folder) {
      return CatalogContract.this.open(folder);
    }
  }

  @Nested
  class PromisedArchives extends ArchiveContract {
    @Override
    protected Catalog open(Path folder) {
      return CatalogContract.this.open(folder);
    }
  }

  @Nested
  class BlobsKeysAndUploads extends RecordContract {
    @Override
    protected Catalog open(Path folder) {
      return CatalogContract.this.open(folder);
    }
  }

  @Nested
  class UploadsInPieces extends ResumableUploadContract {
    @Override
    protected Catalog open(Path folder) {
      return CatalogContract.this.open(folder);
    }
  }

  @Nested
  class EventLogs extends EventContract {
    @Override
    protected Catalog open(Path folder) {
      return CatalogContract.this.open(folder);
    }
  }

  @Nested
  class DeliveriesOfEvents extends DeliveryContract {
    @Override
    protected Catalog open(Path folder) {
      return CatalogContract.this.open(folder);
    }
  }
}
