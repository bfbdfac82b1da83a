package io.vitrine;

import ch.qos.logback.classic.Level;
import io.vitrine.library.ProcessingLimits;
import io.vitrine.library.ProcessingPlan;
import io.vitrine.library.Scripted;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A worker in a process of its own, whose only step is a test's. */
final class ScriptedWorker {
  private ScriptedWorker() {}

  /** Takes the data folder, the lease in milliseconds, and {@code slow} or {@code fast}. */
  public static void main(String[] arguments) throws InterruptedException {
    Logging.configure(Config.LogFormat.TEXT, Level.INFO);
    Worker.start(
            new Config.Storage(Path.of(arguments[0]), Optional.empty(), Optional.empty()),
            new Config.Workers(2, Duration.ofMillis(Long.parseLong(arguments[1]))),
            Config.Tools.OF_THE_SYSTEM,
            Engines.real().with(plan(arguments[2].equals("slow")), ProcessingLimits.CONTRACT))
        .runUntilStopped();
  }

  /** One essential step, which delivers a variant. */
  static ProcessingPlan plan(boolean slow) {
    return Scripted.plan(
        List.of(
            new Scripted(
                "only",
                work -> {
                  Scripted.deliver(work, "image.preview", "by a worker");
                  System.out.println("begun");
                  System.out.flush();
                  if (slow) {
                    Thread.sleep(Duration.ofMinutes(5));
                  }
                })),
        List.of());
  }
}
