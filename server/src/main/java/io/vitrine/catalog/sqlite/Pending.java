package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.Catalog.Change;
import io.vitrine.catalog.Catalog.Transaction;
import io.vitrine.catalog.CatalogException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A change that waits for the writer, and its caller that waits for the commit. */
final class Pending<T> {
  private final Change<T> change;
  private final AtomicBoolean claimed = new AtomicBoolean();
  private final CountDownLatch settled = new CountDownLatch(1);
  private final List<Runnable> effects = new ArrayList<>();
  private T result;
  private Throwable failure;

  Pending(Change<T> change) {
    this.change = change;
  }

  /** Whether the one who asks may decide what becomes of the change: only the first may. */
  boolean claim() {
    return claimed.compareAndSet(false, true);
  }

  /** Runs the change. What it throws is kept for the caller. */
  void run(Transaction transaction) {
    result = change.apply(transaction);
  }

  /** Has this run by the caller once the change is durable; for the change that runs. */
  void addEffect(Runnable effect) {
    effects.add(effect);
  }

  /** Keeps the first failure of the change or of its group. */
  void fail(Throwable reason) {
    if (failure == null) {
      failure = reason;
    }
  }

  /** Lets the caller go on. */
  void settle() {
    settled.countDown();
  }

  /**
   * Waits until the change is durable or has failed. A change that has not begun in time is taken
   * back; one that has begun is waited for, since its caller must know what became of it.
   */
  T await(Duration patience) {
    boolean interrupted = false;
    try {
      long end = System.nanoTime() + patience.toNanos();
      while (true) {
        try {
          long left = end - System.nanoTime();
          if (settled.await(Math.max(left, 0), TimeUnit.NANOSECONDS)) {
            break;
          }
          if (claim()) {
            throw new CatalogException(
                "the catalog is too busy: a change could not begin for " + patience, null, false);
          }
          settled.await();
          break;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    return outcome();
  }

  private T outcome() {
    return switch (failure) {
      case null -> {
        effects.forEach(Runnable::run);
        yield result;
      }
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException("a change threw a checked exception", e);
    };
  }
}
