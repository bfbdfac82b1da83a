package io.vitrine.media.imaging;

import io.vitrine.media.PictureException;
import io.vitrine.media.PictureException.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running process for pictures, as the server sees it. Of use to one thread at a time. After a
 * failure that is not an answer it is dead and may only be closed.
 */
final class PictureProcess implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PictureProcess.class);
  private static final Duration START = Duration.ofSeconds(20);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
  private static final int LONGEST_LINE = 8_192;
  private static final int MOST_LOG_LINES = 20;

  /** An order has one answer; more is the talk of a process that was taken over. */
  private static final int MOST_LINES = 4;

  /** Stands in the queue for the end of the output. */
  private static final String END = "";

  private final Process process;
  private final Path folder;
  private final long memory;
  private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(MOST_LINES);
  private final Writer orders;
  private int pictures;

  private PictureProcess(Process process, Path folder, long memory) {
    this.process = process;
    this.folder = folder;
    this.memory = memory;
    this.orders = process.outputWriter(StandardCharsets.UTF_8);
  }

  /**
   * Starts one and waits until it is ready.
   *
   * @throws PictureException {@code UNAVAILABLE} when it does not start, caused by a {@link
   *     VipsFailure} when there is no library
   */
  static PictureProcess start(ImagingSettings settings)
      throws PictureException, InterruptedException {
    PictureProcess started;
    try {
      Path folder = new Scratch(settings.scratch()).newFolder();
      started = new PictureProcess(process(settings, folder), folder, settings.limits().memory());
    } catch (IOException failure) {
      throw new PictureException(
          Reason.UNAVAILABLE, "no process for pictures: " + failure.getMessage(), failure);
    }
    try {
      started.listen();
      return switch (started.await(START)) {
        case Answer.Ready() -> started;
        case Answer.Failed(Reason reason, String message) ->
            throw new PictureException(reason, message, new VipsFailure(message));
        case Answer other -> throw started.nonsense(other.line());
      };
    } catch (PictureException | InterruptedException | RuntimeException failure) {
      started.close();
      throw failure;
    }
  }

  private static Process process(ImagingSettings settings, Path folder) throws IOException {
    try {
      return new ProcessCommand(settings).start(folder);
    } catch (IOException failure) {
      Scratch.remove(folder);
      throw failure;
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** How many orders it has had. */
  int pictures() {
    return pictures;
  }

  /**
   * Gives an order and waits for the answer.
   *
   * @throws PictureException {@code OVER_BUDGET} or {@code UNAVAILABLE}; the process is dead then
   */
  Answer ask(String order, Duration time) throws PictureException, InterruptedException {
    pictures++;
    String unasked = lines.peek();
    if (unasked != null && !unasked.equals(END)) {
      throw nonsense(unasked);
    }
    try {
      orders.write(order);
      orders.write('\n');
      orders.flush();
    } catch (IOException gone) {
      throw ended();
    }
    return await(time);
  }

  private Answer await(Duration time) throws PictureException, InterruptedException {
    long start = System.nanoTime();
    while (true) {
      String line = lines.poll(LOOK_AGAIN.toNanos(), TimeUnit.NANOSECONDS);
      if (line == null) {
        checkBudget(System.nanoTime() - start, time);
      } else if (line.equals(END)) {
        throw ended();
      } else {
        try {
          return Answer.parse(line);
        } catch (IllegalArgumentException none) {
          throw nonsense(line);
        }
      }
    }
  }

  private void checkBudget(long spent, Duration time) throws PictureException {
    if (spent > time.toNanos()) {
      throw new PictureException(
          Reason.OVER_BUDGET, "it took more than " + time.toSeconds() + " seconds");
    }
    if (residentBytes().orElse(0L) > memory) {
      throw new PictureException(
          Reason.OVER_BUDGET, "it took more than " + (memory >> 20) + " MiB of memory");
    }
  }

  /** What it holds of the machine's memory; empty where the system does not tell. */
  Optional<Long> residentBytes() {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    try (Stream<String> fields = Files.lines(status, StandardCharsets.ISO_8859_1)) {
      return fields
          .filter(field -> field.startsWith("VmRSS:"))
          .findFirst()
          .map(field -> Long.parseLong(field.replaceAll("\\D", "")) << 10);
    } catch (IOException | UncheckedIOException gone) {
      return Optional.empty();
    }
  }

  private PictureException ended() throws InterruptedException {
    boolean dead = process.waitFor(1, TimeUnit.SECONDS);
    return new PictureException(
        Reason.UNAVAILABLE,
        "the process for pictures ended" + (dead ? " with status " + process.exitValue() : ""));
  }

  private PictureException nonsense(String line) {
    log.error("a process for pictures said: {}", line.substring(0, Math.min(line.length(), 200)));
    return new PictureException(Reason.UNAVAILABLE, "the process for pictures is confused");
  }

  private void listen() {
    Thread.ofPlatform().daemon().name("picture-answers").start(this::readAnswers);
    Thread.ofPlatform().daemon().name("picture-warnings").start(this::readWarnings);
  }

  private void readAnswers() {
    readLines(process.getInputStream(), lines::offer);
    lines.offer(END);
  }

  /** Decoders complain of every second file: the first lines are for the log, the rest is not. */
  private void readWarnings() {
    int[] written = {0};
    readLines(
        process.getErrorStream(),
        line -> {
          if (written[0]++ < MOST_LOG_LINES) {
            log.info("picture process {}: {}", process.pid(), line);
          }
        });
  }

  private interface LineTaker {
    void take(String line);
  }

  /**
   * Lines that are empty are left out, longer ones cut: the other side may have been taken over.
   */
  private static void readLines(InputStream stream, LineTaker taker) {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      StringBuilder line = new StringBuilder();
      for (int c = in.read(); c >= 0; c = in.read()) {
        if (c != '\n') {
          if (line.length() < LONGEST_LINE) {
            line.append((char) c);
          }
        } else if (!line.isEmpty()) {
          taker.take(line.toString());
          line.setLength(0);
        }
      }
    } catch (IOException closed) {
      log.debug("a process for pictures is gone: {}", closed.getMessage());
    }
  }

  /** Ends it, whatever it does. */
  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
    Scratch.remove(folder);
  }
}
