package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.CatalogException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies the write-ahead log back into the database file, beside the writer instead of within its
 * commits. Copying alone does not shorten the log: it begins anew only at a moment at which all of
 * it is copied and nobody reads it, which may never come by itself under load. So the writer makes
 * such a moment, by waiting shortly for readers, when the log is too long.
 */
final class Checkpointer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpointer.class);

  /** About as many pages as SQLite's own checkpoints are made for, times eight. */
  private static final long ROWS_BETWEEN_CHECKPOINTS = 4_000;

  /** 128 MiB. */
  private static final long MOST_PAGES = 32_000;

  private static final Duration BETWEEN_RESTARTS = Duration.ofSeconds(2);
  private static final int RESTART_BUSY_MILLIS = 500;

  private final Session session;
  private final Semaphore wakeUps = new Semaphore(0);
  private final Lock checkpointing = new ReentrantLock();
  private final Thread thread;
  private volatile long pages;
  private volatile boolean closed;
  private long rowsBefore;
  private long nextRestart = System.nanoTime();

  /**
   * @param session a session of its own, closed with it
   */
  Checkpointer(Session session) {
    this.session = session;
    this.thread = Thread.ofPlatform().name("catalog-checkpointer").unstarted(this::runUntilClosed);
  }

  void start() {
    thread.start();
  }

  /** The writer has committed; called by its thread, which no failure here may stop. */
  void committed(Session writer) {
    try {
      long rows = writer.number("select total_changes()");
      if (rows - rowsBefore > ROWS_BETWEEN_CHECKPOINTS) {
        rowsBefore = rows;
        wakeUps.release();
      }
    } catch (CatalogException failure) {
      LOG.warn("Could not tell whether a checkpoint is due", failure);
    }
    if (pages > MOST_PAGES && System.nanoTime() - nextRestart >= 0) {
      beginLogAnew(writer, "restart");
      nextRestart = System.nanoTime() + BETWEEN_RESTARTS.toNanos();
    }
  }

  /** The writer is about to close; called by its thread. */
  void emptyLog(Session writer) {
    beginLogAnew(writer, "truncate");
  }

  @Override
  public void close() {
    closed = true;
    wakeUps.release();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CatalogException("interrupted while a checkpoint ends", e, false);
    }
  }

  private void runUntilClosed() {
    try (session) {
      while (!closed) {
        wakeUps.acquire();
        wakeUps.drainPermits();
        checkpoint(session, "passive");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the checkpointer", e);
    }
  }

  private void beginLogAnew(Session writer, String mode) {
    try {
      long patience = writer.number("pragma busy_timeout");
      writer.number("pragma busy_timeout = " + RESTART_BUSY_MILLIS);
      checkpoint(writer, mode);
      writer.number("pragma busy_timeout = " + patience);
    } catch (CatalogException failure) {
      LOG.warn("The write-ahead log stays as long as it is for now", failure);
    }
  }

  private void checkpoint(Session where, String mode) {
    checkpointing.lock();
    try {
      pages =
          where
              .first("pragma wal_checkpoint(%s)".formatted(mode), row -> row.getLong(2))
              .orElseThrow();
    } catch (CatalogException failure) {
      // The log holds everything that was committed, so nothing is lost and the next try may do.
      LOG.warn("The write-ahead log could not be copied back", failure);
    } finally {
      checkpointing.unlock();
    }
  }
}
