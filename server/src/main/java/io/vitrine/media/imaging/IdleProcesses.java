package io.vitrine.media.imaging;

import io.vitrine.media.PictureException;
import io.vitrine.media.PictureException.Reason;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes that live, and those of them that wait for work. The one used last is used first,
 * so that those that are not needed grow old. Bounded by its user.
 */
final class IdleProcesses implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(IdleProcesses.class);

  private final ImagingSettings settings;
  private final ImagingMetrics metrics;
  private final Deque<PictureProcess> waiting = new ArrayDeque<>();
  private final Set<PictureProcess> living = new HashSet<>();
  private boolean closed;

  IdleProcesses(ImagingSettings settings, ImagingMetrics metrics) {
    this.settings = settings;
    this.metrics = metrics;
  }

  /** One that waits, or a new one. */
  PictureProcess take() throws PictureException, InterruptedException {
    Optional<PictureProcess> known = waiting();
    if (known.isPresent()) {
      return known.get();
    }
    PictureProcess started = PictureProcess.start(settings);
    metrics.started();
    synchronized (this) {
      if (!closed) {
        living.add(started);
        return started;
      }
    }
    started.close();
    throw closed();
  }

  private synchronized Optional<PictureProcess> waiting() throws PictureException {
    if (closed) {
      throw closed();
    }
    while (!waiting.isEmpty()) {
      PictureProcess process = waiting.pop();
      if (process.isAlive()) {
        return Optional.of(process);
      }
      end(process, "died idle");
    }
    return Optional.empty();
  }

  private static PictureException closed() {
    return new PictureException(Reason.UNAVAILABLE, "the server stops");
  }

  /** After an answer: it waits for the next order, or has done enough. */
  void giveBack(PictureProcess process) {
    boolean fat = process.residentBytes().orElse(0L) > settings.limits().memory() / 2;
    synchronized (this) {
      if (!closed && !fat && process.pictures() < settings.limits().pictures()) {
        waiting.push(process);
        return;
      }
    }
    end(process, fat ? "large" : "old");
  }

  /** After a failure that was no answer. */
  void discard(PictureProcess process, Exception failure) {
    if (failure instanceof PictureException known && known.reason() == Reason.OVER_BUDGET) {
      log.warn("a process for pictures is ended: {}", known.getMessage());
      end(process, "over budget");
    } else if (failure instanceof InterruptedException) {
      end(process, "given up");
    } else {
      log.warn("a process for pictures is ended: {}", failure.toString());
      end(process, "crashed");
    }
  }

  /** How many live. */
  synchronized int size() {
    return living.size();
  }

  private void end(PictureProcess process, String why) {
    synchronized (this) {
      living.remove(process);
    }
    process.close();
    metrics.ended(why);
  }

  @Override
  public void close() {
    Set<PictureProcess> all;
    synchronized (this) {
      closed = true;
      all = Set.copyOf(living);
      living.clear();
      waiting.clear();
    }
    all.forEach(PictureProcess::close);
  }
}
