package io.vitrine.blob.disk;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vitrine.blob.BlobStore;
import io.vitrine.blob.UploadStore;
import io.vitrine.blob.UploadStoreContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class DiskUploadStoreTest extends UploadStoreContract {
  private static final DiskOptions NO_RESERVE = new DiskOptions(true, true, 0);

  @TempDir private Path folder;

  private final MeterRegistry metrics = new SimpleMeterRegistry();
  private DiskBlobStore blobs;

  @Override
  protected UploadStore openStore() throws IOException {
    if (blobs == null) {
      blobs = DiskBlobStore.open(folder, metrics, NO_RESERVE);
    }
    return DiskUploadStore.beside(blobs, metrics);
  }

  @Override
  protected BlobStore blobs() {
    return blobs;
  }

  @AfterEach
  void closeBlobs() throws IOException {
    blobs.close();
  }
}
