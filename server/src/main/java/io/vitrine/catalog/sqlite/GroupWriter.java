package io.vitrine.catalog.sqlite;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import io.vitrine.catalog.CatalogException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * The only writer: runs changes one after another and commits those that wait together, since a
 * flush costs as much for one as for a hundred. Each change has a savepoint, so that one that
 * throws is undone alone. A caller hears of success only after the commit is durable.
 */
final class GroupWriter implements AutoCloseable {
  private static final int MAX_GROUP = 256;
  private static final int MAX_WAIT_SECONDS = 120;

  private final Sql sql;
  private final Timer timer;
  private final DistributionSummary groupSizes;
  private final BlockingQueue<Pending<?>> waiting = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean closed;

  GroupWriter(Sql sql, Timer timer, DistributionSummary groupSizes) {
    this.sql = sql;
    this.timer = timer;
    this.groupSizes = groupSizes;
    // A platform thread: it spends its time in native code, which would pin a carrier.
    this.thread = Thread.ofPlatform().name("catalog-writer").daemon().start(this::run);
  }

  /** Runs a change and returns when it is durable; its exception reaches the caller. */
  <T> T write(Function<Sql, T> change) {
    Pending<T> pending = new Pending<>(change);
    if (closed) {
      throw closed();
    }
    waiting.add(pending);
    if (!thread.isAlive()) {
      pending.outcome.completeExceptionally(closed());
    }
    try {
      return pending.outcome.get(MAX_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new IllegalStateException(failure.getCause());
    } catch (TimeoutException tooLong) {
      throw new CatalogException(
          "the change was not written within " + MAX_WAIT_SECONDS + " seconds", tooLong, false);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CatalogException("interrupted while waiting for a change", interrupted, false);
    }
  }

  /** Writes what waits, then stops; changes that come later are refused. */
  @Override
  public void close() {
    closed = true;
    waiting.add(new Pending<>(nothing -> null));
    try {
      thread.join(Duration.ofSeconds(MAX_WAIT_SECONDS));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    sql.close();
  }

  private void run() {
    List<Pending<?>> group = new ArrayList<>();
    try {
      while (!closed || !waiting.isEmpty()) {
        group.clear();
        group.add(waiting.take());
        waiting.drainTo(group, MAX_GROUP - 1);
        writeGroup(group);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      closed = true;
      waiting.forEach(late -> late.outcome.completeExceptionally(closed()));
    }
  }

  private void writeGroup(List<Pending<?>> group) {
    long start = System.nanoTime();
    try {
      sql.run("begin immediate");
      for (Pending<?> pending : group) {
        pending.apply(sql);
      }
      sql.run("commit");
    } catch (CatalogException failure) {
      rollBack(failure);
      group.forEach(pending -> pending.outcome.completeExceptionally(failure));
      return;
    }
    group.forEach(Pending::tell);
    timer.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    groupSizes.record(group.size());
  }

  private void rollBack(CatalogException because) {
    try {
      sql.run("rollback");
    } catch (CatalogException alreadyRolledBack) {
      // SQLite ends a transaction by itself when the disk is full.
      because.addSuppressed(alreadyRolledBack);
    }
  }

  private static CatalogException closed() {
    return new CatalogException("the catalog is closed", null, false);
  }

  private static final class Pending<T> {
    private final Function<Sql, T> change;
    private final CompletableFuture<T> outcome = new CompletableFuture<>();
    private T result;
    private Throwable refusal;

    Pending(Function<Sql, T> change) {
      this.change = change;
    }

    /**
     * Runs the change.
     *
     * @throws CatalogException when the database failed, so that the group cannot go on
     */
    void apply(Sql sql) {
      sql.run("savepoint change");
      try {
        result = change.apply(sql);
      } catch (RuntimeException | Error thrown) {
        refusal = thrown;
        sql.run("rollback to change");
      }
      sql.run("release change");
    }

    void tell() {
      if (refusal != null) {
        outcome.completeExceptionally(refusal);
      } else {
        outcome.complete(result);
      }
    }
  }
}
