package io.vitrine.library;

import io.vitrine.catalog.FileDescriptor;
import io.vitrine.catalog.FileFailure;
import io.vitrine.catalog.OperationStatus;
import io.vitrine.jobs.JobHandler;
import io.vitrine.jobs.JobOutcome;
import io.vitrine.jobs.JobRun;
import io.vitrine.jobs.JobStoppedException;
import io.vitrine.media.ProcessingException;
import io.vitrine.media.ProcessingStep;
import io.vitrine.media.UnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the essential steps of a pending file, and makes it ready or failed in the transaction that
 * ends the job (contract: processing.md sections 2 and 5).
 */
final class EssentialWork implements JobHandler {
  private static final Logger log = LoggerFactory.getLogger(EssentialWork.class);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
  private static final int MOST_DOUBLINGS = 10;

  private final Workshop workshop;
  private final Workshop.Equipment equipment;
  private final ProcessingSchedule schedule;
  private final Settlements settlements;

  EssentialWork(
      Workshop workshop,
      Workshop.Equipment equipment,
      ProcessingSchedule schedule,
      Settlements settlements) {
    this.workshop = workshop;
    this.equipment = equipment;
    this.schedule = schedule;
    this.settlements = settlements;
  }

  @Override
  public JobOutcome handle(JobRun run) {
    Optional<FileDescriptor> pending =
        equipment
            .catalog()
            .files()
            .find(run.job().siteId(), run.job().key())
            .filter(file -> file.operationStatus() == OperationStatus.PENDING)
            .filter(file -> file.blob().isPresent());
    if (pending.isEmpty()) {
      return new JobOutcome.Done();
    }
    FileDescriptor file = pending.get();
    FileLedger ledger = equipment.ledger(run, file);
    if (run.job().attempt() > equipment.limits().mostClaims()) {
      return fail(ledger, ours("the processing broke off too often"));
    }
    List<ProcessingStep> steps = schedule.steps(file.mediaType()).essential();
    try {
      return workshop.work(
          run,
          file,
          steps.size(),
          false,
          (work, runner) -> {
            try {
              for (ProcessingStep step : steps) {
                runner.run(step, work);
              }
            } catch (ProcessingException refused) {
              log.info("{} cannot be processed", file.id(), refused);
              return () -> fail(ledger, FileWork.failure(refused.code(), refused.getMessage()));
            }
            return () -> makeReady(ledger, file, work.take());
          });
    } catch (JobStoppedException stopped) {
      throw stopped;
    } catch (Exception | Error fault) {
      return again(run, ledger, fault);
    }
  }

  private JobOutcome again(JobRun run, FileLedger ledger, Throwable fault) {
    if (fault instanceof UnavailableException && isYoung(run)) {
      Duration pause = pause(run.job().attempt());
      log.warn("{} waits for {}: {}", ledger.fileId(), pause, fault.getMessage());
      return new JobOutcome.Retry(pause, 0);
    }
    List<Duration> retries = equipment.limits().retries();
    int failures = run.job().failures();
    if (failures >= retries.size()) {
      log.error("processing {} failed too often", ledger.fileId(), fault);
      return fail(ledger, ours("the server could not process the file"));
    }
    log.error("processing {} failed; again in {}", ledger.fileId(), retries.get(failures), fault);
    return new JobOutcome.Retry(retries.get(failures), 1);
  }

  /** What is not there now may be there later, within the life of a job. */
  private boolean isYoung(JobRun run) {
    return equipment
        .clock()
        .instant()
        .isBefore(run.job().created().plus(equipment.limits().time()));
  }

  private static Duration pause(int attempt) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempt - 1, MOST_DOUBLINGS));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  private JobOutcome makeReady(FileLedger ledger, FileDescriptor file, Made made) {
    ledger.finish(
        made,
        transaction -> {
          if (!transaction.files().makeReady(file.siteId(), file.id(), now())) {
            throw new JobStoppedException();
          }
          transaction
              .files()
              .find(file.siteId(), file.id())
              .ifPresent(now -> schedule.ready(transaction, now));
        });
    settlements.settled(file.id());
    return new JobOutcome.Settled();
  }

  private JobOutcome fail(FileLedger ledger, FileFailure failure) {
    ledger.finish(
        Made.NOTHING,
        transaction -> {
          ledger.failPending(transaction, failure);
          if (transaction.files().fail(ledger.siteId(), ledger.fileId(), failure, now())) {
            transaction
                .files()
                .find(ledger.siteId(), ledger.fileId())
                .ifPresent(file -> schedule.failed(transaction, file, failure));
          }
        });
    settlements.settled(ledger.fileId());
    return new JobOutcome.Settled();
  }

  private static FileFailure ours(String message) {
    return FileWork.failure(ProcessingException.Code.PROCESSING_FAILED, message);
  }

  private Instant now() {
    return equipment.clock().instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
