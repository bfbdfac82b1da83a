package io.vitrine.library;

import io.micrometer.core.instrument.MeterRegistry;
import io.vitrine.blob.BlobStore;
import io.vitrine.catalog.Catalog;
import io.vitrine.jobs.JobHandler;
import io.vitrine.jobs.JobWorker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Processes files in the background; with no workers it only notes what others are to do. */
public final class ProcessingWorkers implements AutoCloseable {
  private final Map<ProcessingKind, JobWorker> workers = new EnumMap<>(ProcessingKind.class);
  private final Catalog catalog;
  private final ProcessingSchedule schedule;

  /**
   * How many work, and how long one is believed in without a sign of life.
   *
   * @param number files that are processed at once; 0 for none
   */
  public record Crew(int number, Duration lease) {}

  public ProcessingWorkers(
      ProcessingPlan plan,
      Crew crew,
      Catalog catalog,
      BlobStore blobs,
      EventLog events,
      WorkFolders folders,
      ProcessingLimits limits,
      InstantSource clock,
      MeterRegistry metrics) {
    this.catalog = catalog;
    Settlements settlements = new Settlements();
    this.schedule =
        new ProcessingSchedule(
            plan,
            catalog,
            events,
            crew.number() > 0 ? Optional.of(settlements) : Optional.empty(),
            clock,
            this::wakeUp);
    Workshop.Equipment equipment =
        new Workshop.Equipment(catalog, blobs, folders, limits, clock, metrics);
    RightOfWay rightOfWay = RightOfWay.ofQuickFiles();
    if (crew.number() > 0) {
      for (ProcessingKind kind : ProcessingKind.values()) {
        Workshop workshop = new Workshop(equipment, kind.turns(crew.number()));
        JobHandler handler =
            kind.isEssential()
                ? new EssentialWork(workshop, equipment, schedule, settlements)
                : new LaterWork(workshop, equipment, schedule);
        workers.put(
            kind,
            new JobWorker(
                kind.claimedBy(crew.number(), crew.lease()),
                kind.inOrder(handler, rightOfWay),
                catalog,
                clock,
                metrics));
      }
    }
  }

  /** What is done with files as they come in. */
  public ProcessingSchedule schedule() {
    return schedule;
  }

  /** Begins to work. */
  public void start() {
    workers.values().forEach(JobWorker::start);
  }

  /** Has work on files stopped soon that were deleted. */
  public void checkLeases() {
    workers.values().forEach(JobWorker::checkLeases);
  }

  /** Stops what runs and gives it back; each kind waits for its handlers, all at once. */
  @Override
  public void close() {
    List<Thread> closing =
        workers.values().stream()
            .map(worker -> Thread.ofVirtual().name("jobs-closing").start(worker::close))
            .toList();
    try {
      for (Thread one : closing) {
        one.join();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void wakeUp(ProcessingKind kind) {
    JobWorker worker = workers.get(kind);
    if (worker != null) {
      catalog.afterCommit(worker::wakeUp);
    }
  }
}
