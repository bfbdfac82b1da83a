package io.vitrine.catalog.sqlite;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vitrine.catalog.CatalogException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

/** A bounded pool of sessions that only read, opened when first needed. */
final class Readers implements Sessions, AutoCloseable {
  private final Supplier<Session> opener;
  private final int size;
  private final Duration patience;
  private final Semaphore permits;
  private final ConcurrentLinkedDeque<Session> idle = new ConcurrentLinkedDeque<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Timer timer;

  /**
   * @param patience how long a question waits for a session before it fails
   */
  Readers(Supplier<Session> opener, int size, Duration patience, MeterRegistry metrics) {
    this.opener = opener;
    this.size = size;
    this.patience = patience;
    this.permits = new Semaphore(size, true);
    this.timer =
        Timer.builder("vitrine.catalog.read")
            .description("Time that a question to the catalog takes, waiting included")
            .register(metrics);
  }

  @Override
  public <T> T ask(Function<Session, T> question) {
    long start = System.nanoTime();
    take();
    try {
      return askIdle(question);
    } finally {
      permits.release();
      timer.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public <T> T askAtOneMoment(Function<Session, T> question) {
    return ask(
        session -> {
          session.update("begin");
          try {
            return question.apply(session);
          } finally {
            // Nothing was changed; this only lets go of the moment, also after a failure.
            session.update("rollback");
          }
        });
  }

  /** Waits for running questions, then closes the sessions. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    boolean quiet = false;
    try {
      quiet = permits.tryAcquire(size, patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    idle.forEach(Session::close);
    idle.clear();
    if (quiet) {
      permits.release(size);
    }
  }

  private <T> T askIdle(Function<Session, T> question) {
    if (closed.get()) {
      throw new CatalogException("the catalog is closed", null, false);
    }
    // The one used last, whose cache is warm.
    Session session = idle.pollFirst();
    if (session == null) {
      session = opener.get();
    }
    try {
      return question.apply(session);
    } finally {
      idle.addFirst(session);
    }
  }

  private void take() {
    try {
      if (!permits.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new CatalogException(
            "the catalog is too busy: no reader was free for " + patience, null, false);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CatalogException("interrupted while waiting for a reader", e, false);
    }
  }
}
