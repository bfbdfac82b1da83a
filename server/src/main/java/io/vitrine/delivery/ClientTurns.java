package io.vitrine.delivery;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.vitrine.access.ClientNetwork;
import io.vitrine.media.PictureException;
import io.vitrine.media.PictureException.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets each client have a few pictures made at a time, so that a flood by one of them holds itself
 * up and not the others (contract: security.md threat 24).
 */
final class ClientTurns {
  private static final int LEAST_AT_ONCE = 4;
  private static final int MOST_WAITING = 128;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final LoadingCache<String, Semaphore> turns;

  ClientTurns() {
    // A proxy is one client, which is to find work for all cores.
    int atOnce = Math.max(LEAST_AT_ONCE, Runtime.getRuntime().availableProcessors());
    turns = Caffeine.newBuilder().weakValues().build(_ -> new Semaphore(atOnce, true));
  }

  /** What is done in a turn. */
  @FunctionalInterface
  interface Work<V> {
    V run() throws IOException, PictureException, InterruptedException;
  }

  /**
   * Does the work when it is the client's turn.
   *
   * @param remoteAddress of the client
   * @throws PictureException {@code BUSY} when too many of the client's wait, or for too long
   */
  <V> V take(String remoteAddress, Work<V> work)
      throws IOException, PictureException, InterruptedException {
    Semaphore own = turns.get(ClientNetwork.of(remoteAddress));
    if (own.getQueueLength() >= MOST_WAITING
        || !own.tryAcquire(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new PictureException(Reason.BUSY, "too many pictures are asked for by one client");
    }
    try {
      return work.run();
    } finally {
      own.release();
    }
  }
}
