package io.vitrine.media;

import io.vitrine.media.ProgramException.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Somebody else's program that reads hostile bytes, such as ffmpeg. It runs in a process of its
 * own, without the server's environment, without a network, with limits that the system keeps, and
 * it is gone when {@link #run} returns, however it returns (design decision 6).
 *
 * @param executable absolute path
 */
public record Program(Path executable) {
  private static final List<String> FOLDERS =
      List.of("/usr/local/bin", "/usr/bin", "/bin", "/opt/homebrew/bin");

  private static final Path SHELL = Path.of("/bin/sh");
  private static final int LONGEST_LINE = 65_536;
  private static final int LINES_KEPT = 12;

  /**
   * Whoever looks for the descendants of a process reads about every process of the machine. The
   * system keeps the address space in bounds meanwhile.
   */
  private static final long LOOK_AGAIN_MILLIS = 250;

  /** Reads what a program writes to its standard output, on a thread of its own. */
  @FunctionalInterface
  public interface OutputReader {

    /**
     * Reads it to its end.
     *
     * @throws IOException when the output is of no use; the program is ended then
     */
    void read(InputStream output) throws IOException;
  }

  /** The program of this name where the system keeps programs; empty when it is not installed. */
  public static Optional<Program> find(String name) {
    return FOLDERS.stream()
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Program::new);
  }

  /**
   * Runs it to its end.
   *
   * @param folder where it runs and puts what it needs for a while; its files are the caller's
   * @param output hears each line of standard output, on another thread; must not throw
   * @throws ProgramException when it fails or takes too much
   * @throws IOException when it cannot be started
   * @throws InterruptedException when the caller shall stop; the program was ended
   */
  public void run(
      List<String> arguments, Path folder, ProgramLimits limits, Consumer<String> output)
      throws ProgramException, IOException, InterruptedException {
    run(arguments, folder, limits, stream -> readLines(stream, output), _ -> {});
  }

  /**
   * Runs it to its end, for output that is no text, or where what it reports on the way is of use.
   *
   * @param folder as above
   * @param output reads standard output
   * @param reports hears each line of standard error, on another thread; must not throw
   * @throws ProgramException when it fails or takes too much
   * @throws IOException when it cannot be started, or what the reader of the output threw
   * @throws InterruptedException when the caller shall stop; the program was ended
   */
  public void run(
      List<String> arguments,
      Path folder,
      ProgramLimits limits,
      OutputReader output,
      Consumer<String> reports)
      throws ProgramException, IOException, InterruptedException {
    Process process = start(arguments, folder, limits);
    Deque<String> said = new ArrayDeque<>();
    AtomicReference<IOException> unread = new AtomicReference<>();
    Thread out = reader("out", process.getInputStream(), output, unread::set);
    Thread err =
        reader(
            "err",
            process.getErrorStream(),
            stream ->
                readLines(
                    stream,
                    line -> {
                      keep(said, line);
                      reports.accept(line);
                    }),
            broken -> keep(said, "(its output broke off: " + broken.getMessage() + ")"));
    try {
      process.getOutputStream().close();
      await(process, limits, said);
      out.join();
      err.join();
    } finally {
      end(process);
    }
    int status = process.exitValue();
    if (unread.get() != null) {
      throw unread.get();
    }
    if (status != 0) {
      throw new ProgramException(
          status > 128 ? Reason.KILLED : Reason.FAILED,
          executable.getFileName() + " ended with status " + status,
          text(said));
    }
  }

  private Process start(List<String> arguments, Path folder, ProgramLimits limits)
      throws IOException {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(SHELL)) {
      command.addAll(
          List.of(
              SHELL.toString(),
              "-c",
              Confinement.script(
                  limits.addressSpace(), limits.fileSize(), limits.computing().toSeconds()),
              "vitrine-tool"));
    }
    command.add(executable.toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("HOME", folder.toString());
    environment.put("TMPDIR", folder.toString());
    return builder.start();
  }

  private void await(Process process, ProgramLimits limits, Deque<String> said)
      throws ProgramException, InterruptedException {
    long start = System.nanoTime();
    while (!process.waitFor(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
      if (System.nanoTime() - start > limits.time().toNanos()) {
        throw new ProgramException(
            Reason.OUT_OF_TIME,
            executable.getFileName() + " took more than " + limits.time().toSeconds() + " s",
            text(said));
      }
      if (residentBytes(process) > limits.memory()) {
        throw new ProgramException(
            Reason.OUT_OF_MEMORY,
            executable.getFileName() + " took more than " + (limits.memory() >> 20) + " MiB",
            text(said));
      }
    }
  }

  /** Whatever it started goes first: without its parent nobody would know it any more. */
  private static void end(Process process) {
    List<ProcessHandle> started = process.descendants().toList();
    started.forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().join();
    started.forEach(one -> one.onExit().join());
  }

  /** Of the process and what it started; 0 where the system does not tell. */
  private static long residentBytes(Process process) {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .mapToLong(handle -> residentBytes(handle.pid()))
        .sum();
  }

  private static long residentBytes(long pid) {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    try (Stream<String> fields = Files.lines(status, StandardCharsets.ISO_8859_1)) {
      return fields
          .filter(field -> field.startsWith("VmRSS:"))
          .findFirst()
          .map(field -> Long.parseLong(field.replaceAll("\\D", "")) << 10)
          .orElse(0L);
    } catch (IOException | UncheckedIOException gone) {
      return 0;
    }
  }

  /** Closes the stream when it is done with it, so that a program that goes on writing ends. */
  private static Thread reader(
      String name, InputStream stream, OutputReader output, Consumer<IOException> broken) {
    return Thread.ofVirtual()
        .name("tool-" + name)
        .start(
            () -> {
              try (stream) {
                output.read(stream);
              } catch (IOException failure) {
                broken.accept(failure);
              }
            });
  }

  /** Longer lines are cut: the other side may have been taken over. */
  private static void readLines(InputStream stream, Consumer<String> lines) throws IOException {
    BufferedReader in = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c == '\n') {
        lines.accept(line.toString());
        line.setLength(0);
      } else if (line.length() < LONGEST_LINE) {
        line.append((char) c);
      }
    }
    if (!line.isEmpty()) {
      lines.accept(line.toString());
    }
  }

  private static void keep(Deque<String> said, String line) {
    synchronized (said) {
      said.addLast(line.strip());
      if (said.size() > LINES_KEPT) {
        said.removeFirst();
      }
    }
  }

  private static String text(Deque<String> said) {
    synchronized (said) {
      return String.join("; ", said);
    }
  }
}
