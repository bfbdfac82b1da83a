package io.vitrine.library;

import io.vitrine.media.MadeAsset;
import io.vitrine.media.MediaType;
import io.vitrine.media.ProcessingException;
import io.vitrine.media.ProcessingStep;
import io.vitrine.media.Workpiece;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A step of processing that does what a test wants. */
public final class Scripted implements ProcessingStep {
  /** What it does. */
  @FunctionalInterface
  public interface Script {
    void run(Workpiece work) throws ProcessingException, IOException, InterruptedException;
  }

  private final String name;
  private final Script script;
  private final AtomicInteger runs = new AtomicInteger();
  private final AtomicInteger interrupted = new AtomicInteger();

  public Scripted(String name, Script script) {
    this.name = name;
    this.script = script;
  }

  /** One that waits until it is interrupted. */
  public static Scripted endless(String name) {
    return new Scripted(name, _ -> new CountDownLatch(1).await());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void run(Workpiece work) throws ProcessingException, IOException, InterruptedException {
    runs.incrementAndGet();
    try {
      script.run(work);
    } catch (InterruptedException stopped) {
      interrupted.incrementAndGet();
      throw stopped;
    }
  }

  /** How often it was begun. */
  public int runs() {
    return runs.get();
  }

  /** How often it was interrupted. */
  public int interrupted() {
    return interrupted.get();
  }

  /** Hands over a variant whose bytes are this text. */
  public static void deliver(Workpiece work, String key, String text) throws IOException {
    Path file = Files.writeString(work.folder().resolve(key), text);
    work.deliver(
        new MadeAsset(
            key,
            file,
            "text/plain",
            Optional.empty(),
            Optional.of(Duration.ofMillis(1_500)),
            Optional.empty(),
            "details of " + text));
  }

  /** The same steps for files of every type. */
  public static ProcessingPlan plan(
      List<? extends ProcessingStep> essential, List<? extends ProcessingStep> later) {
    Map<MediaType, ProcessingPlan.Steps> steps = new EnumMap<>(MediaType.class);
    for (MediaType type : MediaType.values()) {
      steps.put(type, new ProcessingPlan.Steps(List.copyOf(essential), List.copyOf(later)));
    }
    return new ProcessingPlan(steps);
  }
}
