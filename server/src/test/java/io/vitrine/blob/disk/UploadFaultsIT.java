package io.vitrine.blob.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.blob.disk.DiskReplay.Loss;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is left of an upload when the process is killed at, or the system fails, each of its system
 * calls, and when the power fails between them (design decision 3). {@code strace} does it to the
 * real program on a real file system; for the power cut the traced calls are done again on a disk
 * that forgets what was not flushed.
 */
class UploadFaultsIT {
  private static final List<String> DISTURBED =
      List.of("pwrite64", "fdatasync", "fsync", "ftruncate", "link");

  /** Different fates of the same unflushed bytes that are tried at each point. */
  private static final int FATES = 8;

  @TempDir private Path scratch;

  @BeforeEach
  void requireStrace() throws Exception {
    Optional<String> whyNot = Strace.whyNot(scratch);
    whyNot.ifPresent(reason -> System.out.println("skipped: " + reason));
    Assumptions.assumeTrue(whyNot.isEmpty(), whyNot.orElse(""));
  }

  @Test
  void nothingToldIsLostWhenTheProcessIsKilledAtAnyCall() throws Exception {
    List<String> broken =
        atEachCall(
            "signal=KILL",
            (folder, result) ->
                result.exitStatus() == 0
                    ? Optional.of("it was not killed: " + result.lines())
                    : Told.of(result.lines()).brokenIn(folder));

    assertThat(broken).isEmpty();
  }

  @Test
  void theUploadGoesOnAfterTheDiskWasFullAtAnyCall() throws Exception {
    assertThat(atEachCall("error=ENOSPC", UploadFaultsIT::brokenAfterError)).isEmpty();
  }

  @Test
  void theUploadGoesOnAfterAnIoErrorAtAnyCall() throws Exception {
    assertThat(atEachCall("error=EIO", UploadFaultsIT::brokenAfterError)).isEmpty();
  }

  private static Optional<String> brokenAfterError(Path folder, Strace.Result result) {
    if (result.exitStatus() != 0 || !result.lines().contains("blob " + Told.SHA256)) {
      return Optional.of("it did not go on: " + result.lines());
    }
    if (result.lines().stream().noneMatch(line -> line.startsWith("failed "))) {
      return Optional.of("the failure was not noticed: " + result.lines());
    }
    return Told.of(result.lines()).brokenIn(folder);
  }

  @Test
  void nothingToldIsLostWhenThePowerFailsAtAnyPoint() throws Exception {
    Path folder = scratch.resolve("blobs");
    List<String> trace = Strace.trace(scratch, folder, UploadProcess.command(folder, true));

    PowerCuts cuts = new PowerCuts(folder, trace);

    assertThat(cuts.points()).isGreaterThan(40);
    assertThat(cuts.broken(Loss.EVERYTHING)).isEmpty();
    assertThat(cuts.broken(Loss.ZEROS)).isEmpty();
    assertThat(cuts.broken(Loss.ANYTHING)).isEmpty();
    assertThat(cuts.broken(Loss.NOTHING)).isEmpty();
    assertThat(cuts.restoredAtTheEnd())
        .as("the replay did all that the program did")
        .isEqualTo(contents(folder));
  }

  /** The negative control: this test can tell. */
  @Test
  void withoutFlushingThePowerCutIsNoticed() throws Exception {
    Path folder = scratch.resolve("blobs");
    List<String> trace = Strace.trace(scratch, folder, UploadProcess.command(folder, false));

    PowerCuts cuts = new PowerCuts(folder, trace);

    assertThat(cuts.broken(Loss.EVERYTHING)).isNotEmpty();
    assertThat(cuts.broken(Loss.ZEROS)).isNotEmpty();
    assertThat(cuts.broken(Loss.ANYTHING)).isNotEmpty();
    assertThat(cuts.broken(Loss.NOTHING)).as("a kill loses nothing without flushes too").isEmpty();
  }

  private final class PowerCuts {
    private final Path folder;
    private final List<String> trace;

    private PowerCuts(Path folder, List<String> trace) {
      this.folder = folder;
      this.trace = trace;
    }

    private int points() {
      DiskReplay replay = new DiskReplay(folder);
      return (int) trace.stream().filter(replay::apply).count();
    }

    private List<String> broken(Loss loss) throws IOException {
      List<String> broken = new ArrayList<>();
      DiskReplay replay = new DiskReplay(folder);
      int fates = loss == Loss.ANYTHING ? FATES : 1;
      for (int number = 0; number < trace.size(); number++) {
        if (!replay.apply(trace.get(number))) {
          continue;
        }
        for (int fate = 0; fate < fates; fate++) {
          Path left = scratch.resolve("left-" + loss + "-" + number + "-" + fate);
          replay.restore(left, loss, new Random(number * FATES + fate));
          String at = loss + " lost, fate " + fate + ", after " + brief(trace.get(number));
          Told.of(replay.printed()).brokenIn(left).ifPresent(what -> broken.add(at + ": " + what));
        }
      }
      return broken;
    }

    private Map<String, String> restoredAtTheEnd() throws IOException {
      DiskReplay replay = new DiskReplay(folder);
      trace.forEach(replay::apply);
      Path left = scratch.resolve("left-at-the-end");
      replay.restore(left, Loss.NOTHING, new Random(0));
      return contents(left);
    }
  }

  private static String brief(String line) {
    return line.length() < 200
        ? line
        : line.substring(0, 100) + "..." + line.substring(line.length() - 30);
  }

  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(
            folder.relativize(file).toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
      }
    }
    return contents;
  }

  private interface Check {
    Optional<String> broken(Path folder, Strace.Result result) throws IOException;
  }

  /** Runs the program once for each of its calls, two at a time. */
  private List<String> atEachCall(String how, Check check) throws Exception {
    List<Future<Optional<String>>> runs = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (Map.Entry<String, Integer> call : countedCalls().entrySet()) {
        for (int number = 1; number <= call.getValue(); number++) {
          runs.add(threads.submit(disturbed(call.getKey(), number, how, check)));
        }
      }
    }
    assertThat(runs).hasSizeGreaterThan(25);
    List<String> broken = new ArrayList<>();
    for (Future<Optional<String>> run : runs) {
      run.get().ifPresent(broken::add);
    }
    return broken;
  }

  private Callable<Optional<String>> disturbed(String call, int number, String how, Check check) {
    return () -> {
      Path folder = scratch.resolve(call + "-" + number);
      Strace.Result result =
          Strace.disturb(scratch, call, number, how, UploadProcess.command(folder, true));
      return check
          .broken(folder, result)
          .map(what -> how + " at " + call + " " + number + ": " + what);
    };
  }

  private Map<String, Integer> countedCalls() throws Exception {
    Path folder = scratch.resolve("counted");
    List<String> trace = Strace.trace(scratch, folder, UploadProcess.command(folder, true));
    Map<String, Integer> calls = new TreeMap<>();
    for (String line : trace) {
      int end = line.indexOf('(');
      if (end > 0 && DISTURBED.contains(line.substring(0, end))) {
        calls.merge(line.substring(0, end), 1, Integer::sum);
      }
    }
    return calls;
  }
}
