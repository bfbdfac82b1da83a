package io.vitrine.blob.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The digests of one upload, carried along between its appends. There is a state for the durable
 * bytes and, during an append, one for those that were written after them; so bytes that are
 * dropped cost nothing. When the state of the durable bytes is not known, after a restart, {@link
 * CatchUp} makes it up from the file, a flush behind the writer at most.
 */
final class CarriedDigest {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Of bytes from the beginning of the upload; never beyond the durable ones. */
  private Hashes known;

  /** Of everything that is written; only when it could begin where {@code known} ends. */
  private Optional<Hashes> running = Optional.empty();

  private long durable;
  private boolean catchingUp;
  private Optional<IOException> failure = Optional.empty();

  /**
   * @param known digests of some or all of the durable bytes, from their beginning
   * @param durable number of durable bytes
   */
  CarriedDigest(Hashes known, long durable) {
    this.known = known;
    this.durable = durable;
  }

  /** An append begins after the durable bytes; what another had written after them is dropped. */
  void begin() {
    lock.lock();
    try {
      running = known.count() == durable ? Optional.of(known.fork()) : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Takes what the one writer writes. */
  void update(ByteBuffer bytes) {
    // Without the lock: only the writer uses this state, and writers follow each other by a lock.
    running.ifPresent(hashes -> hashes.update(bytes));
  }

  /** What is written up to the offset is durable. */
  void flushed(long offset) {
    lock.lock();
    try {
      durable = offset;
      running.ifPresent(hashes -> known = hashes.fork());
    } finally {
      lock.unlock();
    }
  }

  /** The append is over: one state is enough for an upload that rests. */
  void end() {
    lock.lock();
    try {
      running = Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** The state of all durable bytes, or empty when they must be caught up with first. */
  Optional<Hashes> whole() {
    lock.lock();
    try {
      return known.count() == durable ? Optional.of(known.fork()) : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Bytes hashed so far. */
  long hashed() {
    lock.lock();
    try {
      return known.count();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for {@link #whole}, but not longer than told.
   *
   * @throws IOException when the file could not be read
   */
  Optional<Hashes> await(Duration longest) throws IOException, InterruptedException {
    lock.lock();
    try {
      long left = longest.toNanos();
      while (known.count() != durable && failure.isEmpty() && left > 0) {
        left = changed.awaitNanos(left);
      }
      if (failure.isPresent()) {
        throw new IOException("an upload could not be read", failure.get());
      }
      return known.count() == durable ? Optional.of(known.fork()) : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Whether somebody has to begin to catch up; who is told so must come to {@link #next}. */
  boolean claimCatchUp() {
    lock.lock();
    try {
      if (catchingUp || known.count() == durable) {
        return false;
      }
      catchingUp = true;
      failure = Optional.empty();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Where to read next, and no further than {@code durable}; empty: there is nothing to do. */
  Optional<Gap> next() {
    lock.lock();
    try {
      if (known.count() == durable) {
        catchingUp = false;
        return Optional.empty();
      }
      return Optional.of(new Gap(known.count(), durable));
    } finally {
      lock.unlock();
    }
  }

  /** Bytes that are durable and not hashed. */
  record Gap(long from, long to) {}

  /** Takes bytes of the gap. */
  void caughtUp(ByteBuffer bytes) {
    lock.lock();
    try {
      known.update(bytes);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The one that caught up gave up. */
  void failed(IOException why) {
    lock.lock();
    try {
      catchingUp = false;
      failure = Optional.of(why);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
