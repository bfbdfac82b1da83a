package io.vitrine;

import io.micrometer.core.instrument.MeterRegistry;
import io.vitrine.blob.BlobStore;
import io.vitrine.catalog.Catalog;
import io.vitrine.library.EventLog;
import io.vitrine.library.ProcessingPlan;
import io.vitrine.library.ProcessingWorkers;
import io.vitrine.library.WorkFolders;
import io.vitrine.media.imaging.ImagingPool;
import io.vitrine.media.imaging.ImagingSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

/** Builds who process files. What they do with each media type stands in {@link Pipelines}. */
final class Processing {
  private Processing() {}

  /** Folders of this process for files under work, beside those of others. */
  static WorkFolders folders(Config.Storage storage) {
    try {
      return WorkFolders.open(storage.workFolder());
    } catch (IOException failure) {
      throw new StartFailure(
          "the folder "
              + storage.workFolder()
              + " for files under work cannot be used: "
              + failure.getMessage(),
          failure);
    }
  }

  /** What decodes pictures in a process that is no server: apart from that of the server. */
  static ImagingPool pictures(Config.Tools tools, WorkFolders folders, MeterRegistry metrics) {
    try {
      Path scratch = folders.folder().resolve("imaging");
      return new ImagingPool(ImagingSettings.forThisMachine(tools.libvips(), scratch), metrics);
    } catch (IOException failure) {
      throw new StartFailure("there is no folder for pictures under work", failure);
    }
  }

  /** The workers, still to be started. */
  static ProcessingWorkers workers(
      Config.Workers crew,
      Engines engines,
      ProcessingPlan plan,
      Catalog catalog,
      BlobStore blobs,
      EventLog events,
      WorkFolders folders,
      InstantSource clock,
      MeterRegistry metrics) {
    return new ProcessingWorkers(
        engines.plan().orElse(plan),
        new ProcessingWorkers.Crew(crew.number(), crew.lease()),
        catalog,
        blobs,
        events,
        folders,
        engines.limits(),
        clock,
        metrics);
  }
}
