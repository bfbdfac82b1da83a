package io.vitrine;

import io.micrometer.core.instrument.MeterRegistry;
import io.vitrine.blob.BlobStore;
import io.vitrine.catalog.Catalog;
import io.vitrine.library.ProcessingPlan;
import io.vitrine.library.ProcessingPlan.Steps;
import io.vitrine.library.ProcessingWorkers;
import io.vitrine.library.WorkFolders;
import io.vitrine.media.MediaType;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * The parts that process files, and what is done with each media type.
 *
 * @param workers do it
 * @param folders in which they do it
 */
record Processing(ProcessingWorkers workers, WorkFolders folders) implements AutoCloseable {

  /** Builds the parts; the workers are still to be started. */
  static Processing build(
      Config.Storage storage,
      Config.Workers crew,
      Engines engines,
      ProcessingPlan plan,
      Catalog catalog,
      BlobStore blobs,
      InstantSource clock,
      MeterRegistry metrics) {
    try {
      WorkFolders folders = WorkFolders.open(storage.workFolder());
      ProcessingWorkers workers =
          new ProcessingWorkers(
              engines.plan().orElse(plan),
              new ProcessingWorkers.Crew(crew.number(), crew.lease()),
              catalog,
              blobs,
              folders,
              engines.limits(),
              clock,
              metrics);
      return new Processing(workers, folders);
    } catch (IOException failure) {
      throw new StartFailure(
          "the folder "
              + storage.workFolder()
              + " for files under work cannot be used: "
              + failure.getMessage(),
          failure);
    }
  }

  /**
   * What is done with files of each media type, in order: first the essential steps, before a file
   * is ready; then the later ones (contract: processing.md section 2). Steps whose tool this
   * machine lacks are left out.
   *
   * @param tools what the operator named
   */
  static ProcessingPlan plan(Config.Tools tools) {
    return new ProcessingPlan(
        Map.of(
            MediaType.IMAGE, new Steps(List.of(), List.of()),
            MediaType.VECTOR, new Steps(List.of(), List.of()),
            MediaType.VIDEO, new Steps(List.of(), List.of()),
            MediaType.AUDIO, new Steps(List.of(), List.of()),
            MediaType.DOCUMENT, new Steps(List.of(), List.of()),
            MediaType.ARCHIVE, new Steps(List.of(), List.of()),
            MediaType.MODEL3D, new Steps(List.of(), List.of())));
  }

  @Override
  public void close() throws IOException {
    workers.close();
    folders.close();
  }
}
