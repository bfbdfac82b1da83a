package io.vitrine.media.imaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.vitrine.media.PictureException;
import io.vitrine.media.PictureException.Reason;
import io.vitrine.media.PictureFormat;
import io.vitrine.media.PictureRenderer;
import io.vitrine.media.Transformation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes pictures in a bounded number of processes, each one picture at a time. A process that
 * crashes or costs too much fails the picture that it was at, and another takes its place. Safe for
 * use by many threads; those that wait are served in the order in which they came.
 */
public final class ImagingPool implements PictureRenderer, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ImagingPool.class);
  private static final Set<PictureFormat> ALWAYS = Set.of(PictureFormat.JPEG, PictureFormat.PNG);

  /** How long it is believed that there is no library. */
  private static final Duration BELIEF = Duration.ofSeconds(30);

  private final ImagingSettings settings;
  private final ImagingMetrics metrics;
  private final IdleProcesses idle;
  private final Semaphore places;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile Knowledge knowledge = new Untried();

  /** Nothing is started yet; what a killed server left in the scratch folder is removed. */
  public ImagingPool(ImagingSettings settings, MeterRegistry registry) {
    this.settings = settings;
    this.metrics = new ImagingMetrics(registry);
    this.idle = new IdleProcesses(settings, metrics);
    this.places = new Semaphore(settings.processes(), true);
    metrics.watch(idle);
    new Scratch(settings.scratch()).clear();
  }

  /** What is known of the library. */
  private sealed interface Knowledge {}

  private record Known(ImagingAbilities abilities) implements Knowledge {}

  private record Untried() implements Knowledge {}

  /**
   * There is none that works.
   *
   * @param until by {@link System#nanoTime()}, when it is worth another try
   */
  private record Unknown(String message, long until) implements Knowledge {}

  @Override
  public void render(Path source, String mimeType, Transformation transformation, Path target)
      throws PictureException, InterruptedException {
    long start = System.nanoTime();
    String outcome = "interrupted";
    try {
      SourceFormat.of(mimeType);
      answered(
          ask(
              new RenderOrder(
                      source.toAbsolutePath(), mimeType, transformation, target.toAbsolutePath())
                  .line()));
      outcome = "made";
    } catch (PictureException failure) {
      outcome = failure.reason().name();
      throw failure;
    } catch (RuntimeException failure) {
      outcome = "error";
      throw failure;
    } finally {
      metrics.rendered(outcome, System.nanoTime() - start);
    }
  }

  private static void answered(Answer answer) throws PictureException {
    switch (answer) {
      case Answer.Done() -> {}
      case Answer.Failed(Reason reason, String message) ->
          throw new PictureException(reason, message);
      case Answer other ->
          throw new PictureException(
              Reason.UNAVAILABLE, "the process for pictures answers " + other.line());
    }
  }

  private Answer ask(String order) throws PictureException, InterruptedException {
    takePlace();
    try {
      PictureProcess process = idle.take();
      try {
        Answer answer = process.ask(order, settings.limits().time());
        idle.giveBack(process);
        return answer;
      } catch (PictureException | InterruptedException | RuntimeException failure) {
        idle.discard(process, failure);
        throw failure;
      }
    } finally {
      places.release();
    }
  }

  private void takePlace() throws PictureException, InterruptedException {
    if (places.getQueueLength() >= settings.queue()
        || !places.tryAcquire(settings.patience().toNanos(), TimeUnit.NANOSECONDS)) {
      throw new PictureException(Reason.BUSY, "too many pictures are asked for at once");
    }
  }

  /** Until the library is found this tries again every half minute. */
  @Override
  public Set<PictureFormat> formats() throws PictureException, InterruptedException {
    return abilities().writes();
  }

  /**
   * What the library can do; asked for once, then kept.
   *
   * @throws PictureException {@code UNAVAILABLE} when there is no library, with what was tried
   */
  public ImagingAbilities abilities() throws PictureException, InterruptedException {
    if (knowledge instanceof Known(ImagingAbilities abilities)) {
      return abilities;
    }
    if (!asking.tryLock(settings.patience().toNanos(), TimeUnit.NANOSECONDS)) {
      throw new PictureException(Reason.BUSY, "what the library can do is being tried");
    }
    try {
      return switch (knowledge) {
        case Known(ImagingAbilities abilities) -> abilities;
        case Unknown(String message, long until) when System.nanoTime() - until < 0 ->
            throw new PictureException(Reason.UNAVAILABLE, message);
        case Unknown _, Untried _ -> findOut();
      };
    } finally {
      asking.unlock();
    }
  }

  private ImagingAbilities findOut() throws PictureException, InterruptedException {
    try {
      Answer answer = ask(RenderProcess.ABILITIES);
      // A library that cannot write even these did not fail for good: the disk is full, perhaps.
      if (answer instanceof Answer.Abilities(String version, var readable, var writable)
          && writable.containsAll(ALWAYS)) {
        ImagingAbilities abilities = ImagingAbilities.of(version, readable, writable);
        knowledge = new Known(abilities);
        log.info("pictures: {}", abilities);
        return abilities;
      }
      throw new PictureException(
          Reason.UNAVAILABLE, "the library cannot be tried: " + answer.line());
    } catch (PictureException failure) {
      if (failure.reason() == Reason.UNAVAILABLE) {
        knowledge = new Unknown(failure.getMessage(), System.nanoTime() + BELIEF.toNanos());
        log.warn("pictures cannot be made: {}", failure.getMessage());
      }
      throw failure;
    }
  }

  /** Ends all processes, those at work too. */
  @Override
  public void close() {
    idle.close();
  }
}
