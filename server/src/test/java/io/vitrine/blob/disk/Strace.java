package io.vitrine.blob.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs a program under Debian's {@code strace}, which watches or disturbs its system calls. */
final class Strace {
  private static final int LONGEST_RUN_SECONDS = 60;

  private Strace() {}

  /** What a program printed, and how it ended. */
  record Result(int exitStatus, List<String> lines) {}

  /** Why it cannot be used here, if it cannot. */
  static Optional<String> whyNot(Path scratch) throws IOException, InterruptedException {
    try {
      Result result = run(scratch, List.of("strace", "-f", "-o", "/dev/null", "true"));
      return result.exitStatus() == 0
          ? Optional.empty()
          : Optional.of("strace may not watch processes here: " + result.lines());
    } catch (IOException missing) {
      return Optional.of("strace is not installed (Debian: apt-get install strace)");
    }
  }

  /** Runs the program undisturbed and gives the calls of the thread that made the folder. */
  static List<String> trace(Path scratch, Path made, List<String> command)
      throws IOException, InterruptedException {
    Path traces = Files.createDirectory(scratch.resolve("traces"));
    List<String> all = new ArrayList<>(List.of("strace", "-ff", "--seccomp-bpf", "-y", "-x"));
    all.addAll(List.of("-s", "20000", "-o", traces.resolve("of").toString()));
    all.addAll(List.of("-e", "trace=" + DiskReplay.CALLS));
    all.addAll(command);
    Result result = run(scratch, all);
    if (result.exitStatus() != 0) {
      throw new IOException("the program failed: " + result.lines());
    }
    try (Stream<Path> files = Files.list(traces)) {
      for (Path file : files.toList()) {
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        if (lines.stream().anyMatch(line -> line.startsWith("mkdir(\"" + made + "\""))) {
          return lines;
        }
      }
    }
    throw new IOException("no thread made " + made);
  }

  /** Runs the program and does something to the n-th call of a name. */
  static Result disturb(Path scratch, String call, int number, String how, List<String> command)
      throws IOException, InterruptedException {
    // Not with --seccomp-bpf, with which strace 6.1 sends no signal but at the first call.
    List<String> all = new ArrayList<>(List.of("strace", "-f", "-o", "/dev/null"));
    all.addAll(List.of("-e", "trace=" + call));
    all.addAll(List.of("-e", "inject=" + call + ":" + how + ":when=" + number));
    all.addAll(command);
    return run(scratch, all);
  }

  private static Result run(Path scratch, List<String> command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(scratch, "output", ".txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!process.waitFor(LONGEST_RUN_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("the program did not end: " + command);
      }
      return new Result(process.exitValue(), Files.readAllLines(output, StandardCharsets.UTF_8));
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
