package io.vitrine.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.vitrine.media.ProcessingException.Code;
import io.vitrine.media.ProgramException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Output of programs that is no text. */
class ProgramOutputTest {
  private static final Program SHELL = new Program(Path.of("/bin/sh"));
  private static final ProgramLimits LIMITS =
      new ProgramLimits(
          1L << 28, 1L << 32, 1L << 20, Duration.ofSeconds(60), Duration.ofSeconds(60));

  @TempDir private Path folder;

  @Test
  void bytesAndReportsArriveAsTheyWere() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<String> reports = new CopyOnWriteArrayList<>();

    SHELL.run(
        List.of("-c", "printf '\\377\\000\\n\\200'; echo half >&2; echo done >&2"),
        folder,
        LIMITS,
        output -> output.transferTo(bytes),
        reports::add);

    assertThat(bytes.toByteArray()).containsExactly(0xff, 0, '\n', 0x80);
    assertThat(reports).containsExactly("half", "done");
  }

  @Test
  void aReaderThatGivesUpEndsTheProgram() {
    assertThatIOException()
        .isThrownBy(
            () ->
                SHELL.run(
                    List.of("-c", "while :; do echo more || exit 1; done"),
                    folder,
                    LIMITS,
                    output -> {
                      throw new IOException("enough");
                    },
                    _ -> {}))
        .withMessage("enough");
  }

  @Test
  void aFailureOfTheProgramIsTold() {
    assertThatExceptionOfType(ProgramException.class)
        .isThrownBy(
            () ->
                SHELL.run(
                    List.of("-c", "echo why >&2; exit 3"),
                    folder,
                    LIMITS,
                    output -> output.readAllBytes(),
                    _ -> {}))
        .matches(failure -> failure.reason() == Reason.FAILED && failure.said().equals("why"));
  }

  @Test
  void onlyWhatTheFileDoesIsHeldAgainstIt() throws Exception {
    ProgramException refused = new ProgramException(Reason.FAILED, "x", "");
    ProgramException slow = new ProgramException(Reason.OUT_OF_TIME, "x", "");
    ProgramException large = new ProgramException(Reason.OUT_OF_MEMORY, "x", "");

    assertThat(refused.asVerdict(Code.FILE_CORRUPT, "damaged").code()).isEqualTo(Code.FILE_CORRUPT);
    assertThat(slow.asVerdict(Code.FILE_CORRUPT, "damaged").code())
        .isEqualTo(Code.PROCESSING_TIMEOUT);
    assertThat(large.asVerdict(Code.FILE_CORRUPT, "damaged").code())
        .isEqualTo(Code.MEDIA_LIMIT_EXCEEDED);
    assertThatIOException()
        .isThrownBy(
            () -> new ProgramException(Reason.KILLED, "x", "").asVerdict(Code.FILE_CORRUPT, "y"));
  }
}
