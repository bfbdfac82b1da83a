package io.vitrine.delivery.transform;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the results in the background: finds what an earlier process left, and every hour
 * removes the results of files that were deleted. Nobody could get at them meanwhile, since each
 * request asks for the file first.
 */
final class CacheCare implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CacheCare.class);
  private static final Duration BETWEEN_PURGES = Duration.ofHours(1);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final PictureStore store;
  private final PictureCache.SourceCheck sources;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  private CacheCare(PictureStore store, PictureCache.SourceCheck sources) {
    this.store = store;
    this.sources = sources;
    this.thread = Thread.ofVirtual().name("picture-cache").unstarted(this::run);
  }

  static CacheCare start(PictureStore store, PictureCache.SourceCheck sources) {
    CacheCare care = new CacheCare(store, sources);
    care.thread.start();
    return care;
  }

  private void run() {
    step(() -> store.readFolder(this::isClosed));
    try {
      do {
        step(() -> store.purge(sources, this::isClosed));
      } while (!closed.await(BETWEEN_PURGES.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private interface Step {
    void run() throws IOException;
  }

  private static void step(Step step) {
    try {
      step.run();
    } catch (IOException | RuntimeException failure) {
      log.warn("the cache of pictures could not be looked after; tried again later", failure);
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join(PATIENCE);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
