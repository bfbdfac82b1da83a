package io.vitrine.library;

import io.micrometer.core.instrument.MeterRegistry;
import io.vitrine.blob.BlobStore;
import io.vitrine.catalog.BlobReference;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.jobs.JobOutcome;
import io.vitrine.jobs.JobRun;
import io.vitrine.jobs.JobStoppedException;
import io.vitrine.media.SourceFile;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;

/**
 * Where files are worked on: gives each its turn, its bytes under a local path and an empty folder,
 * and clears up behind it.
 */
final class Workshop {
  private final Equipment equipment;
  private final LocalFiles files;
  private final Semaphore turns;

  /**
   * What is needed for the work.
   *
   * @param folders for what is written while it goes on
   * @param metrics hears how long each step takes
   */
  record Equipment(
      Catalog catalog,
      BlobStore blobs,
      WorkFolders folders,
      ProcessingLimits limits,
      InstantSource clock,
      MeterRegistry metrics) {

    /** The file's entry in the catalog, as the holder of its job writes it. */
    FileLedger ledger(JobRun run, FileDescriptor file) {
      return new FileLedger(catalog, blobs, run.lease(), file.siteId(), file.id());
    }
  }

  /**
   * @param turns how many files are worked on at once
   */
  Workshop(Equipment equipment, int turns) {
    this.equipment = equipment;
    this.files = new LocalFiles(equipment.blobs());
    this.turns = new Semaphore(turns, true);
  }

  /** What is done with a file. */
  @FunctionalInterface
  interface Task {
    /** Runs the steps and answers how the job ends; that is done when others have their turn. */
    Ending run(FileWork work, StepRunner runner) throws Exception;
  }

  /** How a job ends. */
  @FunctionalInterface
  interface Ending {
    JobOutcome settle();
  }

  /**
   * Does a task.
   *
   * @param file with its bytes
   * @param steps how many the task has
   * @param publishes whether others may see parts of the work
   * @throws JobStoppedException when the job must stop
   */
  JobOutcome work(JobRun run, FileDescriptor file, int steps, boolean publishes, Task task)
      throws Exception {
    BlobReference original = file.blob().orElseThrow();
    FileLedger ledger = equipment.ledger(run, file);
    Interruption interruption = new Interruption();
    run.onStop(() -> interruption.interrupt(Interruption.Cause.STOPPED));
    ProgressReport progress = new ProgressReport(ledger, steps, equipment.clock());
    try (LocalFile bytes = files.open(original);
        FileWork work =
            new FileWork(
                source(file, bytes, original),
                equipment.folders(),
                file.media(),
                equipment.blobs(),
                ledger,
                progress,
                publishes)) {
      return inTurn(work, interruption, task).settle();
    }
  }

  private Ending inTurn(FileWork work, Interruption interruption, Task task) throws Exception {
    takeTurn(interruption);
    Thread watch = Thread.ofVirtual().name("processing-time").start(() -> endInTime(interruption));
    try {
      return task.run(work, new StepRunner(interruption, equipment.metrics()));
    } finally {
      watch.interrupt();
      turns.release();
    }
  }

  private void takeTurn(Interruption interruption) {
    try {
      interruption.enter();
      try {
        turns.acquire();
      } finally {
        interruption.leave();
      }
    } catch (InterruptedException stopped) {
      throw new JobStoppedException();
    }
  }

  private void endInTime(Interruption interruption) {
    try {
      Thread.sleep(equipment.limits().time());
      interruption.interrupt(Interruption.Cause.OUT_OF_TIME);
    } catch (InterruptedException inTime) {
      Thread.currentThread().interrupt();
    }
  }

  private static SourceFile source(FileDescriptor file, LocalFile bytes, BlobReference original) {
    return new SourceFile(
        bytes.path(),
        file.mediaType(),
        file.mimeType(),
        file.isPrivate(),
        original.size(),
        file.pixelSize());
  }
}
