package io.vitrine.media.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vitrine.media.PictureException;
import io.vitrine.media.PictureException.Reason;
import io.vitrine.media.PictureFormat;
import io.vitrine.media.PixelSize;
import io.vitrine.media.Transformation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds when processes die, pictures cost too much, or many are asked for at once. */
class ImagingPoolIT {
  private static final Transformation SMALL = Studio.fill(80, 60, PictureFormat.JPEG);

  @TempDir private Path folder;
  private Studio studio;
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  @BeforeEach
  void openStudio() {
    studio = Studio.in(folder);
  }

  private ImagingPool pool(int processes, int queue, UnaryOperator<ImagingSettings.Limits> limits) {
    return pool(processes, queue, Duration.ofSeconds(5), limits);
  }

  private ImagingPool pool(
      int processes, int queue, Duration patience, UnaryOperator<ImagingSettings.Limits> limits) {
    return new ImagingPool(
        new ImagingSettings(
            Optional.empty(),
            folder.resolve("scratch"),
            limits.apply(ImagingSettings.Limits.DEFAULT),
            processes,
            queue,
            patience),
        metrics);
  }

  /** A source and a wish that keep a process busy for long. */
  private record Slow(Path source, Transformation wanted) {}

  private Slow slow() throws IOException {
    Path seed = studio.save(Studio.scenery(500, 500), "slow.png");
    return new Slow(seed, Studio.fill(5000, 5000, PictureFormat.AVIF));
  }

  private Callable<Optional<Reason>> asking(ImagingPool pool, Path source, Transformation wanted) {
    return () -> {
      Path target = Files.createTempFile(folder, "out", "");
      try {
        pool.render(
            source, source.toString().endsWith("png") ? "image/png" : "image/jpeg", wanted, target);
        return Optional.empty();
      } catch (PictureException failure) {
        return Optional.of(failure.reason());
      }
    };
  }

  /** Processes of pictures that this JVM started. */
  private static List<ProcessHandle> processes() {
    return ProcessHandle.current()
        .descendants()
        .filter(
            process ->
                process
                    .info()
                    .arguments()
                    .map(List::of)
                    .orElse(List.of())
                    .contains(RenderProcess.class.getName()))
        .toList();
  }

  private double ended(String why) {
    return Optional.ofNullable(
            metrics.find("vitrine.picture.processes.ended").tag("why", why).counter())
        .map(counter -> counter.count())
        .orElse(0.0);
  }

  @Test
  void aProcessThatIsKilledFailsOnlyThePictureItWasAt() throws Exception {
    Slow slow = slow();
    Path good = studio.save(Studio.scenery(160, 120), "good.jpg");
    try (ImagingPool pool = pool(2, 100, limits -> limits);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Optional<Reason>> victim = callers.submit(asking(pool, slow.source(), slow.wanted()));
      await().until(() -> processes().size() == 1 && isAtWork(processes().getFirst()));
      ProcessHandle process = processes().getFirst();
      List<Future<Optional<Reason>>> others = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        others.add(callers.submit(asking(pool, good, SMALL)));
      }
      process.destroyForcibly();

      assertThat(victim.get()).contains(Reason.UNAVAILABLE);
      for (Future<Optional<Reason>> other : others) {
        assertThat(other.get()).isEmpty();
      }
      assertThat(ended("crashed")).isEqualTo(1);
      assertThat(asking(pool, good, SMALL).call()).isEmpty();
    }
    assertThat(processes()).isEmpty();
    assertNothingIsLeft();
  }

  /** Native threads of the library run beside those of Java only when pixels flow. */
  static boolean isAtWork(ProcessHandle process) {
    return process
        .info()
        .totalCpuDuration()
        .map(spent -> spent.compareTo(Duration.ofMillis(800)) > 0)
        .orElse(false);
  }

  private void assertNothingIsLeft() throws IOException {
    try (Stream<Path> left = Files.list(folder.resolve("scratch"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void anIdleProcessThatDiesIsReplacedUnseen() throws Exception {
    Path good = studio.save(Studio.scenery(160, 120), "good.jpg");
    try (ImagingPool pool = pool(1, 10, limits -> limits)) {
      assertThat(asking(pool, good, SMALL).call()).isEmpty();
      ProcessHandle process = processes().getFirst();
      process.destroyForcibly();
      await().until(() -> !process.isAlive());

      assertThat(asking(pool, good, SMALL).call()).isEmpty();
    }
  }

  @Test
  void whatAKilledServerLeftIsRemoved() throws Exception {
    Path left = Files.createDirectories(folder.resolve("scratch/process123/inner"));
    Files.writeString(left.resolve("part"), "of a picture");

    pool(1, 10, limits -> limits).close();

    assertNothingIsLeft();
  }

  @Test
  void aSignalToTheWholeGroupIsLeftToTheServer() throws Exception {
    Path good = studio.save(Studio.scenery(160, 120), "good.jpg");
    try (ImagingPool pool = pool(1, 10, limits -> limits)) {
      assertThat(asking(pool, good, SMALL).call()).isEmpty();
      ProcessHandle process = processes().getFirst();
      process.destroy();

      for (int i = 0; i < 5; i++) {
        assertThat(asking(pool, good, SMALL).call()).isEmpty();
      }
      assertThat(processes()).containsExactly(process);
    }
  }

  @Test
  void aPictureThatTakesTooLongIsEnded() throws Exception {
    Slow slow = slow();
    try (ImagingPool pool =
        pool(
            1,
            10,
            limits -> new ImagingSettings.Limits(Duration.ofSeconds(1), limits.memory(), 100))) {
      long start = System.nanoTime();

      assertThat(asking(pool, slow.source(), slow.wanted()).call()).contains(Reason.OVER_BUDGET);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
      assertThat(ended("over budget")).isEqualTo(1);
      await().until(() -> processes().isEmpty());
    }
  }

  @Test
  void aPictureThatTakesTooMuchMemoryIsEnded() throws Exception {
    Slow slow = slow();
    try (ImagingPool pool =
        pool(1, 10, limits -> new ImagingSettings.Limits(limits.time(), 160L << 20, 100))) {
      assertThat(asking(pool, slow.source(), slow.wanted()).call()).contains(Reason.OVER_BUDGET);
      Path good = studio.save(Studio.scenery(160, 120), "good.jpg");
      assertThat(asking(pool, good, SMALL).call()).isEmpty();
    }
  }

  @Test
  void aFloodIsAnsweredOrRefusedAtOnce() throws Exception {
    Path good = studio.save(Studio.scenery(800, 600), "good.jpg");
    try (ImagingPool pool = pool(2, 50, limits -> limits);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Optional<Reason>>> flood = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        flood.add(asking(pool, good, SMALL));
      }
      int made = 0;
      int busy = 0;
      for (Future<Optional<Reason>> answer : callers.invokeAll(flood)) {
        if (answer.get().isEmpty()) {
          made++;
        } else {
          assertThat(answer.get()).contains(Reason.BUSY);
          busy++;
        }
      }

      assertThat(made).isGreaterThanOrEqualTo(20);
      assertThat(busy).isPositive();
      assertThat(processes()).hasSizeLessThanOrEqualTo(2);
      assertThat(asking(pool, good, SMALL).call()).isEmpty();
    }
  }

  @Test
  void theWaitForATurnIsBounded() throws Exception {
    Slow slow = slow();
    Path good = studio.save(Studio.scenery(160, 120), "good.jpg");
    try (ImagingPool pool = pool(1, 10, Duration.ofMillis(200), limits -> limits);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Optional<Reason>> first = callers.submit(asking(pool, slow.source(), slow.wanted()));
      await().until(() -> processes().size() == 1 && isAtWork(processes().getFirst()));

      assertThat(asking(pool, good, SMALL).call()).contains(Reason.BUSY);
      first.cancel(true);
      await().untilAsserted(() -> assertThat(asking(pool, good, SMALL).call()).isEmpty());
    }
  }

  @Test
  void aProcessIsReplacedAfterItsShareOfPictures() throws Exception {
    Path good = studio.save(Studio.scenery(160, 120), "good.jpg");
    try (ImagingPool pool =
        pool(1, 10, limits -> new ImagingSettings.Limits(limits.time(), limits.memory(), 2))) {
      for (int i = 0; i < 5; i++) {
        assertThat(asking(pool, good, SMALL).call()).isEmpty();
      }
      assertThat(ended("old")).isEqualTo(2);
    }
  }

  @Test
  void theLibraryTellsWhatItCanDo() throws Exception {
    try (ImagingPool pool = pool(1, 10, limits -> limits)) {
      assertThat(pool.formats()).contains(PictureFormat.JPEG, PictureFormat.PNG);
      assertThat(pool.abilities().version()).matches("8\\.\\d+\\.\\d+");
      assertThat(pool.abilities().reads()).contains("image/jpeg", "image/png", "image/webp");
    }
  }

  @Test
  void whoHasTimeWaitsUntilTheLibraryHasBeenTried() throws Exception {
    ImagingSettings settings = Studio.settings(folder);
    try (ImagingPool pool =
            new ImagingPool(
                new ImagingSettings(
                    settings.library(),
                    settings.scratch(),
                    settings.limits(),
                    1,
                    10,
                    Duration.ZERO),
                metrics);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Boolean> question = () -> pool.reads("image/jpeg");

      for (Future<Boolean> answer : threads.invokeAll(List.of(question, question, question))) {
        assertThat(answer.get()).isTrue();
      }
    }
  }

  @Test
  void withoutTheLibraryEachPictureIsUnavailableAndTheReasonIsTold() throws Exception {
    ImagingSettings settings = Studio.settings(folder);
    Path good = studio.save(Studio.scenery(160, 120), "good.jpg");
    try (ImagingPool pool =
        new ImagingPool(
            new ImagingSettings(
                Optional.of(folder.resolve("no-such-library.so")),
                settings.scratch(),
                settings.limits(),
                1,
                10,
                settings.patience()),
            metrics)) {
      assertThatExceptionOfType(PictureException.class)
          .isThrownBy(pool::formats)
          .matches(failure -> failure.reason() == Reason.UNAVAILABLE);
      assertThatExceptionOfType(PictureException.class)
          .isThrownBy(() -> pool.render(good, "image/jpeg", SMALL, folder.resolve("out.jpg")))
          .matches(failure -> failure.reason() == Reason.UNAVAILABLE)
          .withMessageContaining("no-such-library.so");
    }
    assertNothingIsLeft();
  }

  @Test
  void aProcessThatCannotBeStartedLeavesNothing() throws Exception {
    ImagingSettings settings = Studio.settings(folder);
    Path good = studio.save(Studio.scenery(160, 120), "good.jpg");
    // Longer than the system lets an argument be.
    Path library = Path.of("/" + "x".repeat(200_000));
    try (ImagingPool pool =
        new ImagingPool(
            new ImagingSettings(
                Optional.of(library),
                settings.scratch(),
                settings.limits(),
                1,
                10,
                settings.patience()),
            metrics)) {
      assertThat(asking(pool, good, SMALL).call()).contains(Reason.UNAVAILABLE);
    }
    assertNothingIsLeft();
  }

  @Test
  void sizesAreTrueAcrossTheProcess() throws Exception {
    Path source = studio.save(Studio.scenery(997, 611), "source.jpg");
    try (ImagingPool pool = pool(1, 10, limits -> limits)) {
      for (PictureFormat format : pool.formats()) {
        Path target = folder.resolve("out." + format);
        pool.render(source, "image/jpeg", Studio.fill(123, 45, format), target);
        Path named = folder.resolve("named." + extension(format));
        Files.move(target, named);
        assertThat(studio.size(named)).isEqualTo(new PixelSize(123, 45));
      }
    }
  }

  private static String extension(PictureFormat format) {
    return format == PictureFormat.JPEG ? "jpg" : format.name().toLowerCase(java.util.Locale.ROOT);
  }
}
