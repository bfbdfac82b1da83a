package io.vitrine.media.imaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.vitrine.media.Face;
import io.vitrine.media.PictureException;
import io.vitrine.media.PictureException.Reason;
import io.vitrine.media.PictureFormat;
import io.vitrine.media.PictureRenderer;
import io.vitrine.media.Transformation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

  /** Times as long as a picture may take that somebody waits for. */
  private static final int WITHOUT_HURRY = 3;

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
   * @param missing it is not on this machine; else something failed when it was tried
   * @param until by {@link System#nanoTime()}, when it is worth another try
   */
  private record Unknown(String message, boolean missing, long until) implements Knowledge {}

  @Override
  public void render(Path source, String mimeType, Transformation transformation, Path target)
      throws PictureException, InterruptedException {
    SourceFormat.of(mimeType);
    RenderOrder picture =
        new RenderOrder(source.toAbsolutePath(), mimeType, transformation, target.toAbsolutePath());
    timed("render", new Order.Render(picture), Answer.Done.class, Hurry.SOMEBODY_WAITS);
  }

  /**
   * Decodes all of a picture or drawing and tells what is in it.
   *
   * @throws PictureException when it cannot be decoded, with the reason
   */
  Inspection inspect(Path source, String mimeType) throws PictureException, InterruptedException {
    Order order = new Order.Inspect(source.toAbsolutePath(), mimeType);
    return timed("inspect", order, Answer.Inspected.class, Hurry.NONE).inspection();
  }

  /**
   * Makes a picture that every browser shows, a JPEG or PNG of sRGB, of an image or a drawing.
   *
   * @param edge pixels of its longer side, at most
   * @param target is written; whatever is left there after an error means nothing
   * @throws PictureException when it cannot be made, with the reason
   */
  Answer.Previewed preview(Path source, String mimeType, int edge, Path target)
      throws PictureException, InterruptedException {
    Order order =
        new Order.Preview(source.toAbsolutePath(), mimeType, edge, target.toAbsolutePath());
    return timed("preview", order, Answer.Previewed.class, Hurry.NONE);
  }

  /**
   * Looks for faces.
   *
   * @param cascade what is known of how faces look
   * @throws PictureException when the picture cannot be decoded, with the reason
   */
  List<Face> faces(Path source, String mimeType, Path cascade)
      throws PictureException, InterruptedException {
    Order order = new Order.Faces(source.toAbsolutePath(), mimeType, cascade.toAbsolutePath());
    return timed("faces", order, Answer.Faces.class, Hurry.NONE).faces();
  }

  /** Whether somebody waits for the answer; else it may take its time, and its turn comes. */
  private enum Hurry {
    SOMEBODY_WAITS,
    NONE
  }

  private <A extends Answer> A timed(String work, Order order, Class<A> wanted, Hurry hurry)
      throws PictureException, InterruptedException {
    long start = System.nanoTime();
    String outcome = "interrupted";
    try {
      Answer answer = ask(order, hurry);
      if (answer instanceof Answer.Failed(Reason reason, String message)) {
        throw new PictureException(reason, message);
      }
      if (!wanted.isInstance(answer)) {
        throw new PictureException(
            Reason.UNAVAILABLE, "the process for pictures answers " + answer.line());
      }
      outcome = "made";
      return wanted.cast(answer);
    } catch (PictureException failure) {
      outcome = failure.reason().name();
      throw failure;
    } catch (RuntimeException failure) {
      outcome = "error";
      throw failure;
    } finally {
      metrics.worked(work, outcome, System.nanoTime() - start);
    }
  }

  private Answer ask(Order order, Hurry hurry) throws PictureException, InterruptedException {
    takePlace(hurry);
    Duration time = settings.limits().time();
    try {
      PictureProcess process = idle.take();
      try {
        Answer answer =
            process.ask(
                order.line(), hurry == Hurry.NONE ? time.multipliedBy(WITHOUT_HURRY) : time);
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

  private void takePlace(Hurry hurry) throws PictureException, InterruptedException {
    if (hurry == Hurry.NONE) {
      // These come from few workers, each of which has nothing else to do.
      places.acquire();
    } else if (places.getQueueLength() >= settings.queue()
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
    return abilities(Hurry.SOMEBODY_WAITS);
  }

  private ImagingAbilities abilities(Hurry hurry) throws PictureException, InterruptedException {
    if (knowledge instanceof Known(ImagingAbilities abilities)) {
      return abilities;
    }
    if (hurry == Hurry.NONE) {
      asking.lockInterruptibly();
    } else if (!asking.tryLock(settings.patience().toNanos(), TimeUnit.NANOSECONDS)) {
      throw new PictureException(Reason.BUSY, "what the library can do is being tried");
    }
    try {
      return switch (knowledge) {
        case Known(ImagingAbilities abilities) -> abilities;
        case Unknown(String message, _, long until) when System.nanoTime() - until < 0 ->
            throw new PictureException(Reason.UNAVAILABLE, message);
        case Unknown _, Untried _ -> findOut(hurry);
      };
    } finally {
      asking.unlock();
    }
  }

  /**
   * Whether pictures can be made of a type here; of none when the machine has no library. While
   * that is being tried it waits: those who ask have time.
   *
   * @throws PictureException when that is not known now
   */
  boolean reads(String mimeType) throws PictureException, InterruptedException {
    try {
      return abilities(Hurry.NONE).reads().contains(mimeType);
    } catch (PictureException failure) {
      if (knowledge instanceof Unknown(_, boolean missing, _) && missing) {
        return false;
      }
      throw failure;
    }
  }

  private ImagingAbilities findOut(Hurry hurry) throws PictureException, InterruptedException {
    try {
      Answer answer = ask(new Order.Abilities(), hurry);
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
        boolean missing = failure.getCause() instanceof VipsFailure;
        knowledge =
            new Unknown(failure.getMessage(), missing, System.nanoTime() + BELIEF.toNanos());
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
