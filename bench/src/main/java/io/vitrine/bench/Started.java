package io.vitrine.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A server process that runs for a benchmark and is stopped with it. */
final class Started implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final int STOP_LIMIT_SECONDS = 25;

  private final Process process;

  private Started(Process process) {
    this.process = process;
  }

  /** Whether the server answers. */
  @FunctionalInterface
  interface Ready {
    boolean ask() throws IOException;
  }

  /**
   * Starts a process and waits until it is ready, at most a minute.
   *
   * @throws IOException when it ends before, or takes longer
   */
  static Started start(ProcessBuilder command, Ready ready)
      throws IOException, InterruptedException {
    Started started = new Started(command.start());
    long end = System.nanoTime() + START_LIMIT.toNanos();
    while (!ready.ask()) {
      if (!started.process.isAlive() || System.nanoTime() > end) {
        started.close();
        throw new IOException("did not start: " + String.join(" ", command.command()));
      }
      started.process.waitFor(20, TimeUnit.MILLISECONDS);
    }
    return started;
  }

  /** What it uses. */
  Usage usage() {
    return new Usage(process.toHandle());
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
