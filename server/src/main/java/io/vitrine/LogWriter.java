package io.vitrine;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.encoder.Encoder;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes log lines in a thread of its own, many at a time: waking a thread and writing to a pipe
 * for each request would cost more than answering it. A line is written at most {@link #GATHER}
 * after it was logged. None is dropped: when too many wait, whoever logs waits too.
 */
final class LogWriter extends UnsynchronizedAppenderBase<ILoggingEvent> {
  private static final Duration GATHER = Duration.ofMillis(20);
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);
  private static final int MOST_WAITING = 8_192;

  private final Encoder<ILoggingEvent> encoder;
  private final OutputStream output;
  private final ConcurrentLinkedQueue<ILoggingEvent> waiting = new ConcurrentLinkedQueue<>();
  private final Semaphore room = new Semaphore(MOST_WAITING);
  private final Thread thread = Thread.ofPlatform().name("log").daemon().unstarted(this::run);
  private volatile boolean idle;
  private volatile boolean closing;

  /**
   * @param output takes each batch with one write
   */
  LogWriter(Encoder<ILoggingEvent> encoder, OutputStream output) {
    this.encoder = encoder;
    this.output = output;
  }

  @Override
  public void start() {
    super.start();
    thread.start();
  }

  /** Writes what waits, for at most five seconds. */
  @Override
  public void stop() {
    super.stop();
    closing = true;
    LockSupport.unpark(thread);
    try {
      thread.join(LONGEST_CLOSE);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  protected void append(ILoggingEvent event) {
    event.prepareForDeferredProcessing();
    room.acquireUninterruptibly();
    waiting.add(event);
    if (idle) {
      LockSupport.unpark(thread);
    }
  }

  private void run() {
    while (!closing || !waiting.isEmpty()) {
      if (waiting.isEmpty()) {
        idle = true;
        if (waiting.isEmpty() && !closing) {
          LockSupport.parkNanos(this, TimeUnit.SECONDS.toNanos(1));
        }
        idle = false;
      } else {
        writeAll();
        if (!closing) {
          LockSupport.parkNanos(this, GATHER.toNanos());
        }
      }
    }
  }

  private void writeAll() {
    int taken = 0;
    try {
      for (ILoggingEvent event = waiting.poll(); event != null; event = waiting.poll()) {
        taken++;
        output.write(encoder.encode(event));
        if (taken == MOST_WAITING) {
          break;
        }
      }
      output.flush();
    } catch (IOException failure) {
      addError("log lines cannot be written", failure);
    } finally {
      room.release(taken);
    }
  }
}
