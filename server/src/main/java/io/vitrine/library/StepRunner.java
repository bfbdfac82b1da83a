package io.vitrine.library;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vitrine.jobs.JobStoppedException;
import io.vitrine.media.ProcessingException;
import io.vitrine.media.ProcessingStep;
import java.io.IOException;

/** Runs the steps of one job, and tells by itself why one was cut short. */
record StepRunner(Interruption interruption, MeterRegistry metrics) {

  /**
   * Runs a step to its end.
   *
   * @throws ProcessingException when the file cannot be processed, or took too long
   * @throws JobStoppedException when the job must stop
   * @throws IOException when something failed on our side
   */
  void run(ProcessingStep step, FileWork work) throws ProcessingException, IOException {
    Timer.Sample time = Timer.start(metrics);
    String outcome = "failed";
    try {
      work.begin(step.name());
      runInterruptibly(step, work);
      work.succeed();
      outcome = "done";
    } catch (ProcessingException refused) {
      outcome = "refused";
      throw refused;
    } catch (JobStoppedException stopped) {
      outcome = "stopped";
      throw stopped;
    } finally {
      time.stop(
          Timer.builder("vitrine.processing.step")
              .description("Time that a step of processing took, by how it ended")
              .tag("step", step.name())
              .tag("outcome", outcome)
              .register(metrics));
    }
  }

  private void runInterruptibly(ProcessingStep step, FileWork work)
      throws ProcessingException, IOException {
    try {
      interruption.enter();
      try {
        step.run(work);
      } finally {
        interruption.leave();
      }
    } catch (InterruptedException interrupted) {
      heed();
      throw new IllegalStateException("nobody interrupted the step " + step.name(), interrupted);
    } catch (ProcessingException | IOException | RuntimeException failure) {
      // A step that is interrupted may tell so in many ways, such as a channel that is closed.
      heed();
      throw failure;
    }
    heed();
  }

  private void heed() throws ProcessingException {
    if (interruption.cause().isEmpty()) {
      return;
    }
    switch (interruption.cause().get()) {
      case STOPPED -> throw new JobStoppedException();
      case OUT_OF_TIME ->
          throw new ProcessingException(
              ProcessingException.Code.PROCESSING_TIMEOUT, "the processing took too long");
    }
  }
}
