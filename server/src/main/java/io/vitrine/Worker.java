package io.vitrine;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vitrine.api.EventWireForm;
import io.vitrine.blob.BlobStore;
import io.vitrine.blob.disk.DiskOptions;
import io.vitrine.catalog.Catalog;
import io.vitrine.library.EventBodies;
import io.vitrine.library.EventLog;
import io.vitrine.library.ProcessingWorkers;
import io.vitrine.library.WorkFolders;
import io.vitrine.media.imaging.ImagingPool;
import java.nio.file.Files;
import java.time.InstantSource;

/**
 * A process that does nothing but process files, beside a server that shares its data: what it
 * needs of a server, built by hand in order of need.
 */
public final class Worker implements AutoCloseable {
  private final Lifetime lifetime = new Lifetime();

  private Worker() {}

  /**
   * Builds and starts a worker.
   *
   * @throws StartFailure when something keeps it from starting, such as a data folder that no
   *     server has made; nothing is left running then
   */
  public static Worker start(Config.Storage storage, Config.Workers crew, Config.Tools tools) {
    return start(storage, crew, tools, Engines.real());
  }

  /** As {@link #start(Config.Storage, Config.Workers, Config.Tools)}, with other engines. */
  static Worker start(
      Config.Storage storage, Config.Workers crew, Config.Tools tools, Engines engines) {
    Worker worker = new Worker();
    try {
      worker.build(storage, crew, tools, engines);
      return worker;
    } catch (RuntimeException failure) {
      worker.close();
      throw failure;
    }
  }

  /** Waits until the process is told to stop, gives its jobs back, and ends with status 0. */
  public void runUntilStopped() throws InterruptedException {
    lifetime.runUntilStopped();
  }

  @Override
  public void close() {
    lifetime.close();
  }

  private void build(
      Config.Storage storage, Config.Workers crew, Config.Tools tools, Engines engines) {
    if (!Files.isRegularFile(storage.databaseFile())) {
      throw new StartFailure(
          "there is no database " + storage.databaseFile() + "; start a server on it first");
    }
    MeterRegistry metrics = new SimpleMeterRegistry();
    lifetime.closeLater(metrics::close);
    Stores stores = new Stores(storage, metrics);
    Catalog catalog = lifetime.closeLater(stores.catalog());
    BlobStore blobs = lifetime.closeLater(stores.blobs(DiskOptions.SAFE));
    InstantSource clock = InstantSource.system();
    // The server beside this process tells its subscribers, and looks for news all the time.
    EventLog events =
        new EventLog(
            new EventBodies(new EventWireForm(() -> DataFolder.origin(storage.data()))),
            clock,
            () -> {});
    WorkFolders folders = lifetime.closeLater(Processing.folders(storage));
    ImagingPool pictures = lifetime.closeLater(Processing.pictures(tools, folders, metrics));
    ProcessingWorkers workers =
        lifetime.closeLater(
            Processing.workers(
                crew,
                engines,
                Pipelines.of(tools, pictures).plan(),
                catalog,
                blobs,
                events,
                folders,
                clock,
                metrics));
    workers.start();
    System.out.println("Vitrine worker is ready");
    System.out.flush();
  }
}
