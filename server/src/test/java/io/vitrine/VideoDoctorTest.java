package io.vitrine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What doctor says of the programs that make films. */
class VideoDoctorTest {
  @TempDir private Path folder;

  @Test
  void programsThatAreMissingAreNoFaultButHaveARemedy() {
    Path missing = folder.resolve("ffmpeg");

    Doctor.Finding finding =
        new VideoDoctor(Optional.of(missing), Optional.empty(), folder).examine();

    assertThat(finding.state()).isEqualTo(Doctor.State.WARN);
    assertThat(finding.remedy()).hasValueSatisfying(text -> assertThat(text).contains("--ffmpeg"));
  }

  @Test
  void whatTheProgramsCanDoIsTried() {
    Doctor.Finding finding =
        new VideoDoctor(Optional.empty(), Optional.empty(), folder.resolve("scratch")).examine();

    assertThat(finding.state()).isEqualTo(Doctor.State.OK);
    assertThat(finding.detail()).contains("H.264");
  }

  @Test
  void aProgramThatIsAnotherIsFound() {
    Doctor.Finding finding =
        new VideoDoctor(
                Optional.of(Path.of("/bin/true")), Optional.of(Path.of("/bin/true")), folder)
            .examine();

    assertThat(finding.state()).isEqualTo(Doctor.State.WARN);
    assertThat(finding.detail()).contains("does not say that it is ffmpeg");
  }
}
