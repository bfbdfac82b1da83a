package io.vitrine.access;

import io.vitrine.catalog.Catalog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes when a key was used last, about once a minute for each, on a thread of its own: no request
 * waits for it. When writing is slower than use, some uses are not written.
 */
final class LastUse implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LastUse.class);
  private static final Duration INTERVAL = Duration.ofMinutes(1);
  private static final int LIMIT = 10_000;
  private static final int WAITING_LIMIT = 1_000;
  private static final long CLOSE_SECONDS = 5;
  private static final Use END = new Use("", Instant.EPOCH);

  private record Use(String keyId, Instant when) {}

  private final Catalog catalog;
  private final InstantSource clock;
  private final BriefMemory<String, Instant> noted;
  private final BlockingQueue<Use> waiting = new ArrayBlockingQueue<>(WAITING_LIMIT);
  private final Thread writer;

  LastUse(Catalog catalog, InstantSource clock) {
    this.catalog = catalog;
    this.clock = clock;
    this.noted = new BriefMemory<>(INTERVAL, LIMIT, clock);
    this.writer = Thread.ofVirtual().name("key-last-use").start(this::writeUntilEnd);
  }

  /** Notes that the key is used now; never waits. */
  void note(String keyId) {
    if (noted.find(keyId).isPresent()) {
      return;
    }
    Instant now = clock.instant();
    if (waiting.offer(new Use(keyId, now))) {
      noted.keep(keyId, now);
    }
  }

  /** Writes what waits, for at most a few seconds. */
  @Override
  public void close() {
    try {
      boolean told = waiting.offer(END, CLOSE_SECONDS, TimeUnit.SECONDS);
      if (!told || !writer.join(Duration.ofSeconds(CLOSE_SECONDS))) {
        LOG.warn("Gave up writing when keys were used last");
        writer.interrupt();
      }
    } catch (InterruptedException e) {
      writer.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  private void writeUntilEnd() {
    List<Use> uses = new ArrayList<>();
    try {
      while (!uses.contains(END)) {
        uses.clear();
        uses.add(waiting.take());
        waiting.drainTo(uses);
        write(uses.stream().filter(use -> !use.equals(END)).toList());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(List<Use> uses) {
    if (uses.isEmpty()) {
      return;
    }
    try {
      int written =
          catalog.write(
              transaction -> {
                uses.forEach(use -> transaction.keys().touch(use.keyId(), use.when()));
                return uses.size();
              });
      LOG.debug("Wrote the last use of {} keys", written);
    } catch (RuntimeException e) {
      // Nothing depends on it, and the next use tries again.
      LOG.warn("Could not write when {} keys were used last", uses.size(), e);
    }
  }
}
