package io.vitrine.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.Job;
import io.vitrine.catalog.sqlite.SqliteCatalog;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers over a real catalog: each job once, whoever is lost, stopped or cancelled. */
class JobWorkerTest {
  private static final String KIND = "test";
  private static final Duration LEASE = Duration.ofMillis(600);
  private static final Instant LONG_AGO = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir private Path folder;

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final List<JobWorker> workers = new ArrayList<>();
  private final List<String> done = Collections.synchronizedList(new ArrayList<>());
  private Catalog catalog;

  @BeforeEach
  void open() {
    catalog = SqliteCatalog.open(folder.resolve("catalog.db"), metrics);
    catalog.write(
        transaction -> {
          transaction.sites().create("site", LONG_AGO);
          return true;
        });
  }

  @AfterEach
  void close() {
    workers.forEach(JobWorker::close);
    catalog.close();
  }

  @Test
  void twoWorkersShareTheJobsAndEachIsDoneOnce() {
    for (int i = 0; i < 50; i++) {
      schedule("job" + i, "lane" + i);
    }
    worker(this::noteDone);
    worker(this::noteDone);

    await().until(() -> done.size() == 50);

    assertThat(done).doesNotHaveDuplicates();
    await().until(this::nothingLeft);
    assertThat(metrics.get("vitrine.jobs").tag("outcome", "done").timer().count()).isEqualTo(50);
  }

  @Test
  void aWorkerThatShowsNoLifeLosesItsJobToAnother() {
    schedule("a", "lane");
    CountDownLatch claimed = new CountDownLatch(1);
    Catalog other = SqliteCatalog.open(folder.resolve("catalog.db"), new SimpleMeterRegistry());
    JobWorker dead =
        new JobWorker(
            kind(),
            run -> {
              claimed.countDown();
              other.close();
              run.pause(Duration.ofMinutes(1));
              return new JobOutcome.Done();
            },
            other,
            InstantSource.system(),
            new SimpleMeterRegistry());
    workers.add(dead);
    dead.start();
    await().until(() -> claimed.getCount() == 0);

    worker(this::noteDone);

    await().until(() -> done.equals(List.of("a2")));
    await().until(this::nothingLeft);
  }

  @Test
  void aLongJobIsKeptByItsSignsOfLife() {
    schedule("a", "lane");
    Instant end = Instant.now().plus(LEASE.multipliedBy(3));
    JobHandler slow =
        run -> {
          run.pause(Duration.between(Instant.now(), end));
          return noteDone(run);
        };
    worker(slow);
    worker(slow);

    await().until(() -> !done.isEmpty());

    assertThat(done).containsExactly("a1");
    await().until(this::nothingLeft);
  }

  @Test
  void aCancelledJobIsStopped() {
    schedule("a", "lane");
    CountDownLatch stopped = new CountDownLatch(1);
    JobWorker worker =
        worker(
            run -> {
              run.onStop(stopped::countDown);
              done.add("begun");
              run.pause(Duration.ofMinutes(1));
              return new JobOutcome.Done();
            });
    await().until(() -> !done.isEmpty());

    catalog.write(transaction -> transaction.jobs().cancel(KIND, "a"));
    worker.checkLeases();

    await().until(() -> stopped.getCount() == 0);
    await().until(() -> metrics.get("vitrine.jobs.running").gauge().value() == 0);
    assertThat(metrics.get("vitrine.jobs").tag("outcome", "lost").timer().count()).isEqualTo(1);
  }

  @Test
  void aWorkerThatIsClosedGivesItsJobsBackAtOnce() {
    schedule("a", "lane");
    schedule("b", "other lane");
    JobWorker worker =
        worker(
            run -> {
              done.add("begun");
              if (run.job().key().equals("b")) {
                run.pause(Duration.ofMinutes(1));
              } else {
                // Heeds the stop in its own way.
                CountDownLatch stopped = new CountDownLatch(1);
                run.onStop(stopped::countDown);
                stopped.await();
                run.check();
              }
              return new JobOutcome.Done();
            });
    await().until(() -> done.size() == 2);

    worker.close();

    assertThat(catalog.jobs().waiting(KIND)).isEqualTo(2);
    assertThat(catalog.jobs().nextDue(KIND).orElseThrow()).isBeforeOrEqualTo(Instant.now());
    assertThat(catalog.jobs().find(KIND, "a").orElseThrow().failures()).isZero();
  }

  @Test
  void aJobThatFailsIsPutOffAndOneThatAsksForItComesBack() {
    schedule("a", "lane");
    schedule("broken", "other lane");
    AtomicInteger attempts = new AtomicInteger();
    worker(
        run -> {
          if (run.job().key().equals("broken")) {
            throw new IllegalStateException("a mistake of the handler");
          }
          attempts.incrementAndGet();
          return run.job().failures() < 2
              ? new JobOutcome.Retry(Duration.ofMillis(10), 1)
              : noteDone(run);
        });

    await().until(() -> done.equals(List.of("a3")));

    assertThat(attempts).hasValue(3);
    await().until(() -> catalog.jobs().find(KIND, "broken").orElseThrow().failures() == 1);
    assertThat(catalog.jobs().find(KIND, "broken").orElseThrow().due())
        .isAfter(Instant.now().plusSeconds(2));
  }

  @Test
  void anErrorOfAHandlerIsAFailureToo() {
    schedule("broken", "lane");
    worker(
        run -> {
          throw new StackOverflowError("too deep");
        });

    await().until(() -> catalog.jobs().find(KIND, "broken").orElseThrow().failures() == 1);

    assertThat(catalog.jobs().find(KIND, "broken").orElseThrow().due())
        .isAfter(Instant.now().plusSeconds(2));
    await().until(() -> metrics.get("vitrine.jobs").tag("outcome", "retried").timer().count() == 1);
  }

  @Test
  void anErrorInTheWorkersOwnThreadsDoesNotEndThem() {
    schedule("a", "lane");
    Set<String> failed = ConcurrentHashMap.newKeySet();
    JobWorker worker =
        worker(
            run -> {
              noteDone(run);
              run.pause(Duration.ofMinutes(1));
              return new JobOutcome.Done();
            },
            Duration.ofMinutes(1),
            InstantSource.system(),
            over(
                change -> {
                  if (failed.add(Thread.currentThread().getName())) {
                    throw new StackOverflowError("too deep");
                  }
                  return change;
                }));
    await().until(() -> done.equals(List.of("a1")));
    worker.checkLeases();
    await().until(() -> failed.contains("leases-" + KIND));
    catalog.write(transaction -> transaction.jobs().cancel(KIND, "a"));

    worker.checkLeases();

    await().until(() -> metrics.get("vitrine.jobs.running").gauge().value() == 0);
    assertThat(failed).contains("jobs-" + KIND);
  }

  @Test
  void aLeaseBeginsWhenItIsWrittenHoweverLongTheWriteHadToWait() {
    schedule("a", "lane");
    Duration lease = Duration.ofMinutes(1);
    AtomicReference<Instant> now = new AtomicReference<>(LONG_AGO);
    Set<String> delayed = ConcurrentHashMap.newKeySet();
    JobWorker worker =
        worker(
            run -> {
              noteDone(run);
              run.pause(lease);
              return new JobOutcome.Done();
            },
            lease,
            now::get,
            over(
                change -> {
                  boolean first = delayed.add(Thread.currentThread().getName());
                  return transaction -> {
                    if (first) {
                      now.set(now.get().plus(lease).plus(lease));
                    }
                    return change.apply(transaction);
                  };
                }));
    await().until(() -> done.equals(List.of("a1")));
    assertThat(catalog.jobs().nextDue(KIND)).contains(LONG_AGO.plus(lease.multipliedBy(3)));

    worker.checkLeases();

    await()
        .until(
            () ->
                catalog
                    .jobs()
                    .nextDue(KIND)
                    .equals(Optional.of(LONG_AGO.plus(lease.multipliedBy(5)))));
    assertThat(done).containsExactly("a1");
    assertThat(catalog.jobs().find(KIND, "a").orElseThrow().attempt()).isEqualTo(1);
  }

  @Test
  void aWorkerRunsNoMoreAtOnceThanItMay() {
    CountDownLatch goOn = new CountDownLatch(1);
    for (int i = 0; i < 6; i++) {
      schedule("job" + i, "lane" + i);
    }
    JobWorker worker =
        new JobWorker(
            new JobKind(KIND, 2, 10, 10, LEASE),
            run -> {
              noteDone(run);
              goOn.await();
              return new JobOutcome.Done();
            },
            catalog,
            InstantSource.system(),
            metrics);
    workers.add(worker);
    worker.start();
    await().until(() -> done.size() == 2);
    worker.wakeUp();
    assertThat(catalog.jobs().waiting(KIND)).isEqualTo(4);
    assertThat(metrics.get("vitrine.jobs.running").gauge().value()).isEqualTo(2);

    goOn.countDown();

    await().until(this::nothingLeft);
    assertThat(done).hasSize(6);
  }

  private JobOutcome noteDone(JobRun run) {
    done.add(run.job().key() + (run.job().key().length() == 1 ? run.job().attempt() : ""));
    return new JobOutcome.Done();
  }

  private boolean nothingLeft() {
    return catalog.jobs().nextDue(KIND).isEmpty();
  }

  /** The catalog, with something that happens to each change before it is handed over. */
  private Catalog over(UnaryOperator<Catalog.Change<?>> before) {
    return (Catalog)
        Proxy.newProxyInstance(
            Catalog.class.getClassLoader(),
            new Class<?>[] {Catalog.class},
            (_, method, arguments) -> {
              if (method.getName().equals("write")) {
                return catalog.write(before.apply((Catalog.Change<?>) arguments[0]));
              }
              return method.invoke(catalog, arguments);
            });
  }

  private JobWorker worker(JobHandler handler) {
    return worker(handler, LEASE, InstantSource.system(), catalog);
  }

  private JobWorker worker(
      JobHandler handler, Duration lease, InstantSource clock, Catalog ownCatalog) {
    JobKind kind = new JobKind(KIND, 4, 100, 100, lease);
    JobWorker worker = new JobWorker(kind, handler, ownCatalog, clock, metrics);
    workers.add(worker);
    worker.start();
    return worker;
  }

  private static JobKind kind() {
    return new JobKind(KIND, 4, 100, 100, LEASE);
  }

  private void schedule(String key, String lane) {
    Job job = Job.fresh(KIND, key, "site", lane, Optional.empty(), "{}", LONG_AGO);
    catalog.write(
        transaction -> {
          transaction.jobs().schedule(job);
          return true;
        });
  }
}
