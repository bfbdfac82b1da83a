package io.vitrine.media.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vitrine.media.PictureFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process for pictures has of its server, and that it does not outlive it. */
class PictureProcessIT {
  @TempDir private Path folder;
  private Studio studio;

  @BeforeEach
  void openStudio() {
    studio = Studio.in(folder);
  }

  @Test
  void aProcessWhoseServerIsGoneEndsInTheMiddleOfAPicture() throws Exception {
    Path source = studio.save(Studio.scenery(500, 500), "slow.png");
    Process orphan = new ProcessCommand(Studio.settings(folder)).start(folder);
    Order order =
        new Order.Render(
            new RenderOrder(
                source,
                "image/png",
                Studio.fill(5000, 5000, PictureFormat.AVIF),
                folder.resolve("out")));
    orphan.outputWriter().write(order.line() + "\n");
    orphan.outputWriter().flush();
    await().until(() -> ImagingPoolIT.isAtWork(orphan.toHandle()));
    orphan.outputWriter().close();

    await().atMost(Duration.ofSeconds(5)).until(() -> !orphan.isAlive());
  }

  @Test
  void aProcessHasNoNetwork() throws Exception {
    assumeTrue(maybeAlone(), "the system lets nobody have a network of his own");
    Process process = new ProcessCommand(Studio.settings(folder)).start(folder);
    try {
      assertThat(process.inputReader().readLine()).isEqualTo("ready");
      List<String> devices =
          Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "net", "dev")).stream()
              .filter(line -> line.contains(":"))
              .map(line -> line.substring(0, line.indexOf(':')).strip())
              .toList();

      assertThat(devices).containsExactly("lo");
      assertThat(process.info().command().orElse("")).endsWith("java");
    } finally {
      process.destroyForcibly();
    }
  }

  /** Ordinary users may have one where they may have a user name space. */
  private static boolean maybeAlone() throws Exception {
    for (List<String> command :
        List.of(List.of("unshare", "-n", "true"), List.of("unshare", "-r", "-n", "true"))) {
      try {
        if (new ProcessBuilder(command).start().waitFor() == 0) {
          return true;
        }
      } catch (IOException noSuchProgram) {
        return false;
      }
    }
    return false;
  }

  @Test
  void aProcessKnowsNothingOfTheServersEnvironment() throws Exception {
    Process process = new ProcessCommand(Studio.settings(folder)).start(folder);
    try {
      Path environment = Path.of("/proc", Long.toString(process.pid()), "environ");
      assumeTrue(Files.isReadable(environment));
      assertThat(process.inputReader().readLine()).isEqualTo("ready");
      List<String> names =
          Stream.of(Files.readString(environment).split("\0", -1))
              .filter(entry -> !entry.isEmpty())
              .map(entry -> entry.substring(0, entry.indexOf('=')))
              .toList();

      assertThat(names)
          .isSubsetOf(
              "PATH",
              "LC_ALL",
              "HOME",
              "TMPDIR",
              "MALLOC_ARENA_MAX",
              "PWD",
              "OLDPWD",
              "SHLVL",
              "_");
    } finally {
      process.destroyForcibly();
    }
  }
}
