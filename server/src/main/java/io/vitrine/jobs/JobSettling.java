package io.vitrine.jobs;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vitrine.catalog.Catalog;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does one job and notes in its row what became of it. */
final class JobSettling {
  private static final Logger log = LoggerFactory.getLogger(JobSettling.class);
  private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(5);
  private static final int MOST_DOUBLINGS = 9;

  private final JobKind kind;
  private final Catalog catalog;
  private final InstantSource clock;
  private final MeterRegistry metrics;

  JobSettling(JobKind kind, Catalog catalog, InstantSource clock, MeterRegistry metrics) {
    this.kind = kind;
    this.catalog = catalog;
    this.clock = clock;
    this.metrics = metrics;
  }

  /**
   * Does the job. Whatever the handler throws puts the job off; when not even that can be noted, it
   * is logged, and somebody claims the job again once its lease has run out.
   */
  void settle(JobRun run, JobHandler handler) {
    Timer.Sample time = Timer.start(metrics);
    String ending = "lost";
    try {
      ending = settle(run, outcome(run, handler));
    } catch (RuntimeException | Error failure) {
      log.error("the end of job {} {} cannot be noted", kind.name(), run.job().key(), failure);
    } finally {
      time.stop(
          Timer.builder("vitrine.jobs")
              .description("Time that a job took, by how it ended")
              .tag("kind", kind.name())
              .tag("outcome", ending)
              .register(metrics));
    }
  }

  /** Gives the job back when the lease is still held. */
  boolean giveBack(JobRun run) {
    return catalog.write(transaction -> transaction.jobs().giveBack(run.lease()));
  }

  private JobOutcome outcome(JobRun run, JobHandler handler) {
    try {
      return handler.handle(run);
    } catch (JobStoppedException stopped) {
      return new JobOutcome.GivenBack();
    } catch (Throwable failure) {
      // Also an Error: else the job would come back without a word, without a back-off, for ever.
      Duration after =
          FIRST_BACK_OFF.multipliedBy(1L << Math.min(run.job().failures(), MOST_DOUBLINGS));
      log.error(
          "job {} {} failed and is done again in {}", kind.name(), run.job().key(), after, failure);
      return new JobOutcome.Retry(after, 1);
    }
  }

  private String settle(JobRun run, JobOutcome outcome) {
    return switch (outcome) {
      case JobOutcome.Settled() -> "done";
      case JobOutcome.Done() -> noted(catalog.write(t -> t.jobs().complete(run.lease())), "done");
      case JobOutcome.Retry(Duration after, int failures) ->
          noted(
              catalog.write(
                  t -> t.jobs().retry(run.lease(), failures, clock.instant().plus(after))),
              "retried");
      case JobOutcome.GivenBack() -> noted(giveBack(run), "given back");
    };
  }

  private static String noted(boolean held, String ending) {
    return held ? ending : "lost";
  }
}
