package io.vitrine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of a program in the order in which they were made, and its end. */
final class Lifetime implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Lifetime.class);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final CountDownLatch stopped = new CountDownLatch(1);

  /** Has this part closed before those that were made earlier. */
  <T extends AutoCloseable> T closeLater(T part) {
    parts.push(part);
    return part;
  }

  /**
   * Waits until the process is told to stop (SIGTERM, SIGINT), closes everything, and ends the
   * process with status 0 (contract: operator.md, Signs of life).
   */
  void runUntilStopped() throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stopProcess, "shutdown"));
    stopped.await();
  }

  private void stopProcess() {
    close();
    Logging.close();
    // A signal that was obeyed is a success; by itself Java would report it as a death.
    Runtime.getRuntime().halt(0);
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception failure) {
        log.error("closing {} failed", part.getClass().getSimpleName(), failure);
      }
    }
    stopped.countDown();
  }
}
