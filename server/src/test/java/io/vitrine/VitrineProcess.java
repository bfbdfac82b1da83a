package io.vitrine;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged program, run as its users run it; what it prints goes to two files. */
final class VitrineProcess implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("(?m)^Vitrine is ready: (\\S+)$");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Process process;
  private final Path output;
  private final Path errors;

  private VitrineProcess(Process process, Path output, Path errors) {
    this.process = process;
    this.output = output;
    this.errors = errors;
  }

  /** What a command left when it ended. */
  record Result(int exitStatus, String output, String errors) {}

  /**
   * Starts the program.
   *
   * @param heap such as {@code 96m}
   */
  static VitrineProcess start(String heap, List<String> arguments) {
    return start(
        heap,
        List.of("-jar", Path.of("target", "vitrine.jar").toAbsolutePath().toString()),
        arguments);
  }

  /** Starts a program of the tests in a process of its own. */
  static VitrineProcess start(Class<?> program, String... arguments) {
    return start(
        "128m",
        List.of("-cp", System.getProperty("java.class.path"), program.getName()),
        List.of(arguments));
  }

  private static VitrineProcess start(String heap, List<String> program, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Most of these processes live for a second: what is compiled best would never be used.
    command.addAll(List.of("-Xmx" + heap, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(program);
    command.addAll(arguments);
    try {
      Path output = Files.createTempFile("vitrine-test", ".out");
      Path errors = Files.createTempFile("vitrine-test", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("VITRINE_"));
      return new VitrineProcess(builder.start(), output, errors);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Starts a server on a free port and waits until it is ready. */
  static VitrineProcess serve(Path data, String heap, String... flags) {
    List<String> arguments =
        new ArrayList<>(List.of("serve", "--port", "0", "--data", data.toString()));
    arguments.addAll(List.of(flags));
    VitrineProcess server = start(heap, arguments);
    try {
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(20))
          .failFast(
              () -> {
                if (!server.isAlive()) {
                  throw new AssertionError("it has ended; it said: " + server.errors());
                }
              })
          .until(() -> server.address().isPresent());
      return server;
    } catch (RuntimeException | AssertionError failure) {
      server.close();
      throw failure;
    }
  }

  /** Runs a command to its end. */
  static Result run(String... arguments) {
    try (VitrineProcess process = start("128m", List.of(arguments))) {
      return new Result(process.exitStatus(), process.output(), process.errors());
    }
  }

  /** Where the server listens; empty until it is ready. */
  Optional<String> address() {
    Matcher matcher = READY.matcher(output());
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** Somebody who talks to the server with this key; to be closed. */
  TestClient client(String key) {
    return new TestClient(address().orElseThrow(), key);
  }

  /** What it printed so far. */
  String output() {
    return read(output);
  }

  /** What it printed so far on standard error. */
  String errors() {
    return read(errors);
  }

  /** Waits until it has ended by itself. */
  int exitStatus() {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("it does not end; it said: " + errors());
      }
      return process.exitValue();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** SIGTERM: asks it to stop. */
  void terminate() {
    process.destroy();
  }

  /** SIGKILL: ends it at once, whatever it does. */
  void kill() {
    process.destroyForcibly();
    exitStatus();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    kill();
    try {
      Files.delete(output);
      Files.delete(errors);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
