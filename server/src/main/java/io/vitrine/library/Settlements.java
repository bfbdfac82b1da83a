package io.vitrine.library;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Tells who waits for a file that this process has made it ready or failed. Small pictures take
 * less time than another question of the client would.
 */
public final class Settlements {
  private final Map<String, CountDownLatch> expected = new ConcurrentHashMap<>();

  /** A file that somebody waits for, until this is closed. */
  final class Expectation implements AutoCloseable {
    private final String fileId;
    private final CountDownLatch settled = new CountDownLatch(1);

    private Expectation(String fileId) {
      this.fileId = fileId;
      expected.put(fileId, settled);
    }

    /** Whether the file was settled within this time. */
    boolean await(Duration patience) {
      try {
        return settled.await(patience.toNanos(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    @Override
    public void close() {
      expected.remove(fileId, settled);
    }
  }

  /** Begins to wait; to be called before anybody can settle the file. */
  Expectation expect(String fileId) {
    return new Expectation(fileId);
  }

  /** The file is ready or failed, and the catalog says so. */
  void settled(String fileId) {
    CountDownLatch latch = expected.get(fileId);
    if (latch != null) {
      latch.countDown();
    }
  }
}
