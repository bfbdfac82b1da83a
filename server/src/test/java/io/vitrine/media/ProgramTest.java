package io.vitrine.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrine.media.ProgramException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program may do, tried with the shell as the program. */
class ProgramTest {
  private static final Program SHELL = new Program(Path.of("/bin/sh"));
  private static final ProgramLimits WIDE =
      new ProgramLimits(
          256 << 20, 4L << 30, 1 << 20, Duration.ofSeconds(20), Duration.ofSeconds(20));

  @TempDir private Path folder;

  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

  @Test
  void itsLinesAreHeardAndItRunsInItsFolder() throws Exception {
    run("pwd; echo two; printf three");

    assertThat(lines).containsExactly(folder.toRealPath().toString(), "two", "three");
  }

  @Test
  void itSeesNothingOfTheEnvironmentOfTheServer() throws Exception {
    run("env");

    assertThat(lines)
        .allMatch(line -> line.matches("(PATH|LC_ALL|HOME|TMPDIR|PWD|OLDPWD|SHLVL|_)=.*"));
  }

  @Test
  void whatItSaysOnTheWayOutIsTold() {
    assertThatThrownBy(() -> run("echo why >&2; exit 3"))
        .isInstanceOf(ProgramException.class)
        .is(reason(Reason.FAILED))
        .hasMessage("sh ended with status 3: why");
  }

  @Test
  void aCrashIsToldFromAFailure() {
    assertThatThrownBy(() -> run("kill -SEGV $$")).is(reason(Reason.KILLED));
  }

  @Test
  void itIsEndedWhenItsTimeIsOverWithEverythingThatItStarted() {
    ProgramLimits brief =
        new ProgramLimits(
            256 << 20, 4L << 30, 1 << 20, Duration.ofSeconds(20), Duration.ofMillis(300));

    assertThatThrownBy(
            () -> SHELL.run(List.of("-c", "sleep 100 & echo $!; wait"), folder, brief, lines::add))
        .is(reason(Reason.OUT_OF_TIME));
    assertThat(ProcessHandle.of(Long.parseLong(lines.getFirst())).filter(ProcessHandle::isAlive))
        .isEmpty();
  }

  @Test
  void itIsEndedWhenItHoldsTooMuchMemory() {
    assertThatThrownBy(
            () ->
                run("x=$(head -c 20000000 /dev/zero | tr '\\0' x); " + "while :; do x=$x$x; done"))
        .is(
            new Condition<>(
                failure ->
                    failure instanceof ProgramException program
                        && program.reason() != Reason.OUT_OF_TIME,
                "ended for its memory"));
  }

  @Test
  void itCannotFillTheDisk() {
    assertThatThrownBy(() -> run("head -c 3000000 /dev/zero > large"))
        .isInstanceOf(ProgramException.class);
    assertThat(folder.resolve("large").toFile().length()).isLessThanOrEqualTo(1 << 20);
  }

  @Test
  void itReachesNobody() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Program bash = new Program(Path.of("/bin/bash"));

      assertThatThrownBy(
              () ->
                  bash.run(
                      List.of("-c", "exec 3<>/dev/tcp/127.0.0.1/" + listener.getLocalPort()),
                      folder,
                      WIDE,
                      lines::add))
          .isInstanceOf(ProgramException.class);
      listener.setSoTimeout(1);
      assertThatThrownBy(listener::accept).isInstanceOf(IOException.class);
    }
  }

  @Test
  void itIsDeadBeforeWhoWaitedForItIsToldToStop() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    AtomicReference<Exception> ending = new AtomicReference<>();
    Thread waiting =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    SHELL.run(
                        List.of("-c", "echo $$; sleep 100"),
                        folder,
                        WIDE,
                        line -> {
                          lines.add(line);
                          started.countDown();
                        });
                  } catch (Exception failure) {
                    ending.set(failure);
                  }
                });
    started.await();
    waiting.interrupt();
    waiting.join();

    assertThat(ending.get()).isInstanceOf(InterruptedException.class);
    assertThat(ProcessHandle.of(Long.parseLong(lines.getFirst())).filter(ProcessHandle::isAlive))
        .isEmpty();
  }

  private void run(String script) throws Exception {
    SHELL.run(List.of("-c", script), folder, WIDE, lines::add);
  }

  private static Condition<Throwable> reason(Reason reason) {
    return new Condition<>(
        failure -> failure instanceof ProgramException program && program.reason() == reason,
        "a program ended because " + reason);
  }
}
