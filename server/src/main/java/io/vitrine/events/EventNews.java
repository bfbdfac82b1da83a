package io.vitrine.events;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes those who wait for events. Safe for many threads. */
public final class EventNews {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long count;

  /** How often there was news; to be shown to {@link #await}. */
  public long count() {
    lock.lock();
    try {
      return count;
    } finally {
      lock.unlock();
    }
  }

  /** Tells that there are new events, or that those who wait shall look up. */
  public void announce() {
    lock.lock();
    try {
      count++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there is news since the count, or the time is over. */
  public void await(long since, Duration time) throws InterruptedException {
    long left = time.toNanos();
    lock.lock();
    try {
      while (count == since && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
