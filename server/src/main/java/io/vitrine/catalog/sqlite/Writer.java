package io.vitrine.catalog.sqlite;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vitrine.catalog.Catalog.Change;
import io.vitrine.catalog.CatalogException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The one thread that changes the database. Whatever waits goes into one transaction, each change
 * behind a savepoint of its own, so one flush of the disk makes a whole group durable and a change
 * that throws undoes nothing but itself. Callers return after the commit.
 */
final class Writer implements AutoCloseable {
  private static final int MOST_PER_GROUP = 256;

  /** No change joins a group that is older, so that the first ones need not wait long. */
  private static final Duration GROUP_TIME = Duration.ofMillis(20);

  private final Session session;
  private final WriteTransaction transaction;
  private final Checkpointer checkpointer;
  private final Duration patience;
  private final BlockingQueue<Pending<?>> queue = new LinkedBlockingQueue<>();
  private final Pending<?> end = new Pending<>(_ -> null);
  private final Thread thread;
  private final Timer timer;
  private final DistributionSummary groupSize;
  private Pending<?> running;
  private boolean closed;

  /**
   * @param patience how long a change waits for its turn before it fails
   */
  Writer(
      Session session,
      WriteTransaction transaction,
      Checkpointer checkpointer,
      Duration patience,
      MeterRegistry metrics) {
    this.session = session;
    this.transaction = transaction;
    this.checkpointer = checkpointer;
    this.patience = patience;
    this.timer =
        Timer.builder("vitrine.catalog.write")
            .description("Time that a change of the catalog takes, waiting and commit included")
            .register(metrics);
    this.groupSize =
        DistributionSummary.builder("vitrine.catalog.write.group")
            .description("Changes that one commit made durable")
            .register(metrics);
    this.thread = Thread.ofPlatform().name("catalog-writer").unstarted(this::runUntilEnd);
  }

  void start() {
    thread.start();
  }

  /** As {@link io.vitrine.catalog.Catalog#write}. */
  <T> T write(Change<T> change) {
    if (isRunning()) {
      return runPart(change);
    }
    long start = System.nanoTime();
    Pending<T> pending = new Pending<>(change);
    add(pending);
    try {
      return pending.await(patience);
    } finally {
      timer.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    }
  }

  /** Whether the caller is a change that runs. */
  boolean isRunning() {
    return Thread.currentThread().equals(thread);
  }

  /** As {@link io.vitrine.catalog.Catalog#afterCommit}. */
  void afterCommit(Runnable effect) {
    if (isRunning()) {
      running.addEffect(effect);
    } else {
      effect.run();
    }
  }

  /** Commits what waits, then closes the session. */
  @Override
  public void close() {
    synchronized (queue) {
      if (!closed) {
        closed = true;
        queue.add(end);
      }
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CatalogException("interrupted while the last changes are committed", e, false);
    }
  }

  private void add(Pending<?> pending) {
    synchronized (queue) {
      if (closed) {
        throw new CatalogException("the catalog is closed", null, false);
      }
      queue.add(pending);
    }
  }

  private void runUntilEnd() {
    try (session) {
      boolean running = true;
      while (running) {
        running = runGroup(queue.take());
      }
      checkpointer.emptyLog(session);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the writer", e);
    }
  }

  /** Answers false when the group was the last. */
  private boolean runGroup(Pending<?> first) {
    List<Pending<?>> group = new ArrayList<>();
    boolean ended;
    try {
      ended = runChanges(first, group);
      groupSize.record(group.size());
    } finally {
      group.forEach(Pending::settle);
    }
    checkpointer.committed(session);
    return !ended;
  }

  private boolean runChanges(Pending<?> first, List<Pending<?>> group) {
    Pending<?> next = first;
    boolean begun = false;
    try {
      long youngest = System.nanoTime() + GROUP_TIME.toNanos();
      while (next != null && next != end) {
        if (next.claim()) {
          group.add(next);
          running = next;
          begun = begun ? runNext(next) : runFirst(next);
        }
        boolean open = group.size() < MOST_PER_GROUP && System.nanoTime() < youngest;
        next = open ? queue.poll() : null;
      }
      if (begun) {
        transaction.beforeCommit();
        session.update("commit");
      }
    } catch (RuntimeException | Error failure) {
      undo(failure);
      group.forEach(pending -> pending.fail(groupFailure(failure)));
    }
    return next == end;
  }

  /**
   * Begins a transaction with a change that needs no savepoint, since there is nothing to keep when
   * it fails. So SQLite need not keep the old pages of a large change, which mostly comes alone.
   *
   * @return whether the transaction goes on
   */
  private boolean runFirst(Pending<?> pending) {
    session.update("begin immediate");
    transaction.begin();
    try {
      pending.run(transaction);
      return true;
    } catch (Throwable failure) {
      pending.fail(failure);
      undo(failure);
      return false;
    }
  }

  private boolean runNext(Pending<?> pending) {
    session.update("savepoint change");
    SearchIndex.Mark beginning = transaction.begin();
    try {
      pending.run(transaction);
      session.update("release change");
    } catch (Throwable failure) {
      pending.fail(failure);
      transaction.undo(beginning);
      undoOne(failure);
    }
    return true;
  }

  /** Runs a change inside the one that runs. */
  private <T> T runPart(Change<T> change) {
    transaction.checkUsable();
    session.update("savepoint change");
    SearchIndex.Mark beginning = transaction.begin();
    try {
      T result = change.apply(transaction);
      session.update("release change");
      return result;
    } catch (RuntimeException | Error failure) {
      transaction.undo(beginning);
      undoOne(failure);
      throw failure;
    }
  }

  private void undoOne(Throwable reason) {
    try {
      session.update("rollback to change");
      session.update("release change");
    } catch (CatalogException failure) {
      // SQLite undoes the whole transaction by itself after some failures, such as a full disk.
      transaction.lose();
      boolean full = reason instanceof CatalogException cause && cause.isFull();
      throw new CatalogException("the database undid the changes of the whole group", reason, full);
    }
  }

  private void undo(Throwable failure) {
    transaction.clear();
    try {
      session.update("rollback");
    } catch (CatalogException nothingToUndo) {
      failure.addSuppressed(nothingToUndo);
    }
  }

  /** One for each caller, since each adds its own stack trace. */
  private static CatalogException groupFailure(Throwable failure) {
    boolean full = failure instanceof CatalogException cause && cause.isFull();
    return new CatalogException("the change was not kept: " + failure.getMessage(), failure, full);
  }
}
