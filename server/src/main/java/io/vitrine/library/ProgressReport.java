package io.vitrine.library;

import io.vitrine.catalog.Asset;
import io.vitrine.catalog.JobProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells how far a job is. A job of less than half a second says nothing: it would cost as much as
 * its work. Safe for use by many threads, since programs that run tell their progress by others.
 */
final class ProgressReport {
  private static final Logger log = LoggerFactory.getLogger(ProgressReport.class);
  private static final Duration BETWEEN_STEPS = Duration.ofMillis(500);
  private static final Duration WITHIN_STEP = Duration.ofSeconds(2);

  private final FileLedger ledger;
  private final int steps;
  private final InstantSource clock;
  private String step = "";
  private int begun;
  private Instant stepStarted;
  private long lastTold = System.nanoTime();

  /**
   * @param steps how many there are in all
   */
  ProgressReport(FileLedger ledger, int steps, InstantSource clock) {
    this.ledger = ledger;
    this.steps = steps;
    this.clock = clock;
    this.stepStarted = clock.instant();
  }

  /** The next step begins. */
  synchronized void begin(String name, Supplier<List<Asset>> planned) {
    step = name;
    begun++;
    stepStarted = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    tell(0, BETWEEN_STEPS, planned);
  }

  /**
   * The step has come so far.
   *
   * @param planned gives the variants that others do not know of; asked only when it is told
   */
  synchronized void advance(double share, Supplier<List<Asset>> planned) {
    tell(share, WITHIN_STEP, planned);
  }

  private void tell(double share, Duration pause, Supplier<List<Asset>> planned) {
    if (System.nanoTime() - lastTold < pause.toNanos()) {
      return;
    }
    lastTold = System.nanoTime();
    double known = Math.clamp(share, 0, 1);
    JobProgress progress =
        new JobProgress(
            step,
            (int) Math.floor(100 * (begun - 1 + known) / steps),
            (int) Math.floor(100 * known),
            stepStarted);
    try {
      ledger.tell(progress, planned.get());
    } catch (RuntimeException failure) {
      // The work itself is well; whoever looks sees an older number.
      log.warn("the progress of {} could not be noted", ledger.fileId(), failure);
    }
  }
}
