package io.vitrine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.media.imaging.ImagingSettings;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What doctor says of the library that makes pictures. */
class PictureDoctorTest {
  @TempDir private Path folder;

  @Test
  void aLibraryThatIsMissingIsNoFaultButHasARemedy() {
    Path missing = folder.resolve("libnothing.so");
    Doctor.Finding finding =
        new PictureDoctor(
                ImagingSettings.forThisMachine(Optional.of(missing), folder.resolve("scratch")))
            .examine();

    assertThat(finding.state()).isEqualTo(Doctor.State.WARN);
    assertThat(finding.detail()).contains(missing.toString());
    assertThat(finding.remedy()).hasValueSatisfying(text -> assertThat(text).contains("--libvips"));
    assertThat(folder.resolve("scratch")).isEmptyDirectory();
  }

  @Test
  void withoutAModelNoFacesAreFoundAndItSaysWhatToInstall() {
    Doctor.Finding finding = PictureDoctor.faces(Optional.empty());

    assertThat(finding.state()).isEqualTo(Doctor.State.WARN);
    assertThat(finding.remedy())
        .hasValueSatisfying(text -> assertThat(text).contains("opencv-data"));
    assertThat(PictureDoctor.faces(Optional.of(folder)).state()).isEqualTo(Doctor.State.OK);
  }
}
