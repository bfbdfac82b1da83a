package io.vitrine.jobs;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.Job;
import io.vitrine.catalog.JobClaim;
import io.vitrine.catalog.JobLease;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims the jobs of one kind and does each on a virtual thread. Several workers, also in other
 * processes, may share a catalog. A job is done by one of them at a time; when a process dies, its
 * jobs are claimed again as soon as their leases have run out.
 */
public final class JobWorker implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(JobWorker.class);

  /** How long a job of another process may wait that nobody told this one of. */
  private static final Duration POLL = Duration.ofSeconds(1);

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final JobKind kind;
  private final Catalog catalog;
  private final InstantSource clock;
  private final JobSettling settling;
  private final JobHandler handler;
  private final Map<JobLease, Running> running = new ConcurrentHashMap<>();
  private final Semaphore wakeUps = new Semaphore(0);
  private final Semaphore leaseChecks = new Semaphore(0);
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean closed;

  /**
   * @param metrics hears how many jobs wait and run, how long they take and how they end
   */
  public JobWorker(
      JobKind kind,
      JobHandler handler,
      Catalog catalog,
      InstantSource clock,
      MeterRegistry metrics) {
    this.kind = kind;
    this.handler = handler;
    this.catalog = catalog;
    this.clock = clock;
    this.settling = new JobSettling(kind, catalog, clock, metrics);
    Gauge.builder("vitrine.jobs.running", running, Map::size)
        .description("Jobs that this process is doing")
        .tag("kind", kind.name())
        .register(metrics);
    Gauge.builder("vitrine.jobs.waiting", catalog, c -> c.jobs().waiting(kind.name()))
        .description("Jobs that wait, those that were put off included")
        .tag("kind", kind.name())
        .register(metrics);
  }

  /** Begins to claim jobs. */
  public void start() {
    threads.add(Thread.ofVirtual().name("jobs-" + kind.name()).start(this::claimUntilClosed));
    threads.add(Thread.ofVirtual().name("leases-" + kind.name()).start(this::renewUntilClosed));
  }

  /** Has new jobs looked for now, because some were scheduled. */
  public void wakeUp() {
    wakeUps.release();
  }

  /** Has running jobs stopped soon that are not this worker's any more, because some were ended. */
  public void checkLeases() {
    leaseChecks.release();
  }

  /**
   * Claims nothing more, stops what runs and gives it back. Waits at most ten seconds for handlers;
   * what a slower one does later is of no effect, because its lease is gone.
   */
  @Override
  public void close() {
    closed = true;
    wakeUps.release();
    leaseChecks.release();
    Instant end = clock.instant().plus(PATIENCE);
    threads.forEach(thread -> join(thread, end));
    List<Running> left = List.copyOf(running.values());
    left.forEach(one -> one.run.stop());
    left.forEach(one -> join(one.thread, end));
    running.values().forEach(one -> settling.giveBack(one.run));
  }

  private record Running(JobRun run, Thread thread) {}

  private void claimUntilClosed() {
    while (!closed) {
      Duration pause = POLL;
      try {
        pause = claimWhatIsDue();
      } catch (RuntimeException | Error failure) {
        log.error("jobs of kind {} cannot be claimed; trying again", kind.name(), failure);
      }
      await(wakeUps, pause);
    }
  }

  /** Answers how long to wait until the next look. */
  private Duration claimWhatIsDue() {
    int room = kind.atOnce() - running.size();
    Instant now = clock.instant();
    Optional<Instant> due = catalog.jobs().nextDue(kind.name());
    if (room <= 0 || due.isEmpty()) {
      return POLL;
    }
    if (due.get().isAfter(now)) {
      Duration left = Duration.between(now, due.get());
      return left.compareTo(POLL) < 0 ? left : POLL;
    }
    // The change may wait long for its turn: its leases begin with it. But what had not run out
    // before it waited is not taken away, since its renewal may stand behind it.
    catalog.write(transaction -> transaction.jobs().claim(claim(now, room))).forEach(this::begin);
    return POLL;
  }

  private JobClaim claim(Instant now, int room) {
    return new JobClaim(
        kind.name(), now, clock.instant().plus(kind.lease()), room, kind.perSite(), kind.perLane());
  }

  private void begin(Job job) {
    JobRun run = new JobRun(job);
    Thread thread =
        Thread.ofVirtual().name("job-" + kind.name() + "-" + job.key()).unstarted(() -> doJob(run));
    running.put(run.lease(), new Running(run, thread));
    thread.start();
  }

  private void doJob(JobRun run) {
    try {
      settling.settle(run, handler);
    } finally {
      running.remove(run.lease());
      wakeUps.release();
    }
  }

  private void renewUntilClosed() {
    Duration pause = kind.lease().dividedBy(3);
    while (!closed) {
      await(leaseChecks, pause);
      try {
        renew();
      } catch (RuntimeException | Error failure) {
        log.error("leases of kind {} cannot be renewed; trying again", kind.name(), failure);
      }
    }
  }

  private void renew() {
    List<JobLease> held = List.copyOf(running.keySet());
    if (held.isEmpty()) {
      return;
    }
    List<JobLease> allLost =
        catalog.write(
            transaction -> transaction.jobs().renew(held, clock.instant().plus(kind.lease())));
    for (JobLease lost : allLost) {
      // One that ended meanwhile is gone from both.
      Running one = running.get(lost);
      if (one != null) {
        one.run.stop();
      }
    }
  }

  private static void await(Semaphore signals, Duration time) {
    try {
      if (signals.tryAcquire(time.toNanos(), TimeUnit.NANOSECONDS)) {
        signals.drainPermits();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void join(Thread thread, Instant end) {
    try {
      Duration left = Duration.between(clock.instant(), end);
      thread.join(left.isPositive() ? left : Duration.ofMillis(1));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
