package io.vitrine.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The programs beside us that a benchmark needs: peers and load generators. */
final class Programs {
  private static final List<String> SYSTEM_FOLDERS = List.of("/usr/sbin", "/usr/local/sbin");

  private Programs() {}

  /**
   * The path of a program; installs its Debian package when this process is root.
   *
   * @throws IOException that tells the command to install it by, when it cannot be had
   */
  static String require(String name, String debianPackage)
      throws IOException, InterruptedException {
    Optional<Path> found = find(name);
    if (found.isEmpty() && isRoot() && find("apt-get").isPresent()) {
      run(List.of("apt-get", "update", "-qq"));
      run(List.of("apt-get", "install", "-y", "-qq", "--no-install-recommends", debianPackage));
      found = find(name);
    }
    return found
        .orElseThrow(
            () ->
                new IOException(
                    name + " is missing; install it with: apt-get install " + debianPackage))
        .toString();
  }

  /** Whether this process may do everything. */
  static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /**
   * What a program prints; its errors go where ours go.
   *
   * @throws IOException when it ends with another status than 0
   */
  static String run(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    if (status != 0) {
      throw new IOException(command.getFirst() + " ended with status " + status + ": " + output);
    }
    return output;
  }

  private static Optional<Path> find(String name) {
    Stream<String> path = Stream.of(System.getenv("PATH").split(File.pathSeparator));
    return Stream.concat(path, SYSTEM_FOLDERS.stream())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
