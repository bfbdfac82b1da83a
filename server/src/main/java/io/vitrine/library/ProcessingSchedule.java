package io.vitrine.library;

import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.catalog.FileFailure;
import io.vitrine.catalog.Job;
import io.vitrine.catalog.OperationStatus;
import io.vitrine.library.ProcessingPlan.Steps;
import io.vitrine.media.MediaType;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Decides what is to be done with a file that has got its bytes, and notes it as jobs in the
 * transaction that gave it the bytes.
 */
public final class ProcessingSchedule {
  /** The payload of a job that does all steps again, whatever they made before. */
  static final String AGAIN = "again";

  private static final Set<MediaType> QUICK = Set.of(MediaType.IMAGE, MediaType.VECTOR);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ProcessingPlan plan;
  private final Catalog catalog;
  private final EventLog events;
  private final Optional<Settlements> settlements;
  private final InstantSource clock;
  private final Consumer<ProcessingKind> wakeUp;

  /**
   * @param settlements hears of what this process does; empty when it does nothing
   * @param wakeUp has the workers of this process look for jobs of a kind
   */
  ProcessingSchedule(
      ProcessingPlan plan,
      Catalog catalog,
      EventLog events,
      Optional<Settlements> settlements,
      InstantSource clock,
      Consumer<ProcessingKind> wakeUp) {
    this.plan = plan;
    this.catalog = catalog;
    this.events = events;
    this.settlements = settlements;
    this.clock = clock;
    this.wakeUp = wakeUp;
  }

  /** For a library that leaves files as they are. */
  public static ProcessingSchedule nothing(Catalog catalog, EventLog events, InstantSource clock) {
    return new ProcessingSchedule(
        ProcessingPlan.NONE, catalog, events, Optional.empty(), clock, _ -> {});
  }

  /** What a file of this type is as soon as it has its bytes. */
  OperationStatus firstStatus(MediaType type) {
    return plan.of(type).essential().isEmpty() ? OperationStatus.READY : OperationStatus.PENDING;
  }

  /** Notes what is to be done with a file that has just got its bytes. */
  void begin(Catalog.Transaction transaction, FileDescriptor file) {
    if (file.operationStatus() == OperationStatus.PENDING) {
      schedule(transaction, ProcessingKind.essentialFor(file), file, "");
    } else {
      ready(transaction, file);
    }
  }

  /** Tells that a file has just become ready, and notes what is to be done with it now. */
  void ready(Catalog.Transaction transaction, FileDescriptor file) {
    events.fileReady(transaction, file);
    if (!plan.of(file.mediaType()).later().isEmpty()) {
      schedule(transaction, ProcessingKind.laterFor(file), file, "");
    }
  }

  /** Tells that a file failed, for good. */
  void failed(Catalog.Transaction transaction, FileDescriptor file, FileFailure failure) {
    events.fileFailed(transaction, file, failure);
  }

  /** Has all variants that a ready file lacks tried again. */
  void repeat(Catalog.Transaction transaction, FileDescriptor file) {
    schedule(transaction, ProcessingKind.laterFor(file), file, AGAIN);
  }

  /** The steps for files of this type. */
  Steps steps(MediaType type) {
    return plan.of(type);
  }

  /**
   * Adds a file by a transaction, and gives those that are quickly processed the time for it, so
   * that the caller need not ask again.
   *
   * @param file as it is going to be added
   * @param adding the transaction; gives the file as it was added
   * @return the file as it is after that time
   */
  FileDescriptor add(FileDescriptor file, Function<Catalog.Transaction, FileDescriptor> adding) {
    if (settlements.isEmpty()
        || file.operationStatus() != OperationStatus.PENDING
        || !QUICK.contains(file.mediaType())) {
      return catalog.write(adding::apply);
    }
    try (Settlements.Expectation expectation = settlements.get().expect(file.id())) {
      FileDescriptor added = catalog.write(adding::apply);
      return expectation.await(PATIENCE)
          ? catalog.files().find(file.siteId(), file.id()).orElse(added)
          : added;
    }
  }

  private void schedule(
      Catalog.Transaction transaction, ProcessingKind kind, FileDescriptor file, String payload) {
    transaction
        .jobs()
        .schedule(
            Job.fresh(
                kind.jobKind(),
                file.id(),
                file.siteId(),
                "",
                Optional.of(file.id()),
                payload,
                clock.instant().truncatedTo(ChronoUnit.MILLIS)));
    wakeUp.accept(kind);
  }
}
