package io.vitrine.jobs;

import io.vitrine.catalog.Job;
import io.vitrine.catalog.JobLease;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A job that is being done, and the way in which its handler is told to stop. */
public final class JobRun {
  private final Job job;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final AtomicReference<Optional<Runnable>> onStop =
      new AtomicReference<>(Optional.empty());

  /**
   * @param job as it was claimed
   */
  public JobRun(Job job) {
    this.job = job;
  }

  public Job job() {
    return job;
  }

  /** What the handler shows to remove the row in its own transaction. */
  public JobLease lease() {
    return job.lease();
  }

  /**
   * Has this run when the job must stop, at once when it must already: it should end what the
   * handler waits for, such as a connection. Only the last one given is run, at most once.
   */
  public void onStop(Runnable action) {
    onStop.set(Optional.of(action));
    if (isStopped()) {
      runStopAction();
    }
  }

  /** Whether the handler must stop. */
  public boolean isStopped() {
    return stop.getCount() == 0;
  }

  /**
   * Goes on only when the handler may.
   *
   * @throws JobStoppedException when it must stop
   */
  public void check() {
    if (isStopped()) {
      throw new JobStoppedException();
    }
  }

  /**
   * Waits.
   *
   * @throws JobStoppedException as soon as the handler must stop
   */
  public void pause(Duration time) {
    try {
      if (stop.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new JobStoppedException();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new JobStoppedException();
    }
  }

  /** Tells the handler to stop. */
  public void stop() {
    stop.countDown();
    runStopAction();
  }

  private void runStopAction() {
    onStop.getAndSet(Optional.empty()).ifPresent(Runnable::run);
  }
}
