package io.vitrine.library;

import io.vitrine.catalog.FileDescriptor;
import io.vitrine.catalog.FileFailure;
import io.vitrine.catalog.OperationStatus;
import io.vitrine.jobs.JobHandler;
import io.vitrine.jobs.JobOutcome;
import io.vitrine.jobs.JobRun;
import io.vitrine.jobs.JobStoppedException;
import io.vitrine.library.ProcessingPlan.Steps;
import io.vitrine.media.ProcessingException;
import io.vitrine.media.ProcessingStep;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the later steps of a ready file. What each made is seen when it has ended; one that fails
 * keeps no other from being done, and the file stays ready (contract: processing.md section 2).
 */
final class LaterWork implements JobHandler {
  private static final Logger log = LoggerFactory.getLogger(LaterWork.class);
  private static final FileFailure GIVEN_UP =
      FileWork.failure(
          ProcessingException.Code.PROCESSING_FAILED, "the server could not make the variant");

  private final Workshop workshop;
  private final Workshop.Equipment equipment;
  private final ProcessingSchedule schedule;

  LaterWork(Workshop workshop, Workshop.Equipment equipment, ProcessingSchedule schedule) {
    this.workshop = workshop;
    this.equipment = equipment;
    this.schedule = schedule;
  }

  @Override
  public JobOutcome handle(JobRun run) {
    Optional<FileDescriptor> ready =
        equipment
            .catalog()
            .files()
            .find(run.job().siteId(), run.job().key())
            .filter(file -> file.operationStatus() == OperationStatus.READY)
            .filter(file -> file.blob().isPresent());
    if (ready.isEmpty()) {
      return new JobOutcome.Done();
    }
    FileDescriptor file = ready.get();
    FileLedger ledger = equipment.ledger(run, file);
    if (run.job().attempt() > equipment.limits().mostClaims()) {
      return finish(ledger, Made.NOTHING);
    }
    List<ProcessingStep> steps = steps(run, file);
    try {
      return workshop.work(
          run,
          file,
          steps.size(),
          true,
          (work, runner) -> {
            for (ProcessingStep step : steps) {
              work.publish();
              run(step, run, file, work, runner);
            }
            return () -> finish(ledger, work.take());
          });
    } catch (JobStoppedException stopped) {
      throw stopped;
    } catch (Exception | Error fault) {
      return again(run, file, fault);
    }
  }

  private List<ProcessingStep> steps(JobRun run, FileDescriptor file) {
    Steps steps = schedule.steps(file.mediaType());
    return run.job().payload().equals(ProcessingSchedule.AGAIN)
        ? Stream.concat(steps.essential().stream(), steps.later().stream()).toList()
        : steps.later();
  }

  private void run(
      ProcessingStep step, JobRun run, FileDescriptor file, FileWork work, StepRunner runner)
      throws IOException {
    try {
      runner.run(step, work);
    } catch (ProcessingException refused) {
      log.info("the step {} cannot be done for {}", step.name(), file.id(), refused);
      work.drop(FileWork.failure(refused.code(), refused.getMessage()));
    } catch (JobStoppedException stopped) {
      throw stopped;
    } catch (IOException | RuntimeException | Error fault) {
      if (!isLastTry(run)) {
        throw fault;
      }
      log.error("the step {} failed too often for {}", step.name(), file.id(), fault);
      work.drop(GIVEN_UP);
    }
  }

  private JobOutcome again(JobRun run, FileDescriptor file, Throwable fault) {
    List<Duration> retries = equipment.limits().retries();
    int failures = run.job().failures();
    if (isLastTry(run)) {
      log.error("the later steps for {} failed too often", file.id(), fault);
      return finish(equipment.ledger(run, file), Made.NOTHING);
    }
    log.error("later steps for {} failed; again in {}", file.id(), retries.get(failures), fault);
    return new JobOutcome.Retry(retries.get(failures), 1);
  }

  private boolean isLastTry(JobRun run) {
    return run.job().failures() >= equipment.limits().retries().size();
  }

  private static JobOutcome finish(FileLedger ledger, Made made) {
    ledger.finish(made, transaction -> ledger.failPending(transaction, GIVEN_UP));
    return new JobOutcome.Settled();
  }
}
