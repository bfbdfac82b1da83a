package io.vitrine.library;

import io.vitrine.jobs.JobHandler;
import io.vitrine.jobs.JobRun;
import io.vitrine.jobs.JobStoppedException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets work that somebody waits for go first. Other work begins when there has been none for a
 * moment, so that it does not slip in between two files of one load; after a longer while it begins
 * all the same, so that a load without an end does not keep it for ever.
 */
final class RightOfWay {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  private final Duration rest;
  private final Duration patience;
  private final AtomicInteger inHand = new AtomicInteger();
  private volatile long lastEnd;

  /**
   * @param rest how long nobody must have waited
   * @param patience how long other work waits at most
   */
  RightOfWay(Duration rest, Duration patience) {
    this.rest = rest;
    this.patience = patience;
    this.lastEnd = System.nanoTime() - rest.toNanos();
  }

  /** For files that take a second or less: after a moment without, or half a minute. */
  static RightOfWay ofQuickFiles() {
    return new RightOfWay(Duration.ofMillis(300), Duration.ofSeconds(30));
  }

  /** Work that goes first. */
  JobHandler before(JobHandler handler) {
    return run -> {
      inHand.incrementAndGet();
      try {
        return handler.handle(run);
      } finally {
        lastEnd = System.nanoTime();
        inHand.decrementAndGet();
      }
    };
  }

  /** Work that waits for it. */
  JobHandler behind(JobHandler handler) {
    return run -> {
      giveWay(run);
      return handler.handle(run);
    };
  }

  /**
   * Waits.
   *
   * @throws JobStoppedException as soon as the waiting job must stop
   */
  private void giveWay(JobRun run) {
    long begin = System.nanoTime();
    while (!isFree() && System.nanoTime() - begin < patience.toNanos()) {
      run.pause(LOOK_AGAIN);
    }
  }

  private boolean isFree() {
    return inHand.get() == 0 && System.nanoTime() - lastEnd >= rest.toNanos();
  }
}
