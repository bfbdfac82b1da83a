package io.vitrine.library;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Lets those who work on the same thing do so one after another. */
final class Turns {
  private final Map<String, Queue> queues = new ConcurrentHashMap<>();

  /** The right to work on the thing, given back by {@link #close}. */
  interface Turn extends AutoCloseable {
    @Override
    void close();
  }

  /** Waits for the turn; empty when it does not come in time. */
  Optional<Turn> take(String name, Duration patience) throws InterruptedException {
    Queue queue =
        queues.compute(
            name,
            (_, known) -> {
              Queue joined = known == null ? new Queue() : known;
              joined.members++;
              return joined;
            });
    boolean taken = false;
    try {
      taken = queue.lock.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
    } finally {
      if (!taken) {
        leave(name);
      }
    }
    if (!taken) {
      return Optional.empty();
    }
    return Optional.of(
        () -> {
          queue.lock.unlock();
          leave(name);
        });
  }

  private void leave(String name) {
    queues.computeIfPresent(name, (_, queue) -> --queue.members == 0 ? null : queue);
  }

  private static final class Queue {
    private final ReentrantLock lock = new ReentrantLock(true);

    /** Holder and waiters; touched only while the map holds the name. */
    private int members;
  }
}
