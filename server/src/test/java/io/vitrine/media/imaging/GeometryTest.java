package io.vitrine.media.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.media.PictureStep;
import io.vitrine.media.PictureStep.Cut;
import io.vitrine.media.PictureStep.Scale;
import io.vitrine.media.PictureStep.SmartCut;
import io.vitrine.media.PixelSize;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The way from a stored frame to the picture, before any pixel. */
class GeometryTest {
  private static final PixelSize STORED = new PixelSize(4000, 3000);

  private static int shrink(PictureStep... steps) {
    return Geometry.of(List.of(steps), STORED, true).shrink();
  }

  @ParameterizedTest
  @CsvSource({
    "4000,3000,1",
    "2001,1500,1",
    "2000,1500,2",
    "800,600,4",
    "500,375,8",
    "10,2900,1",
    "9000,9000,1"
  })
  void theDecoderShrinksAsFarAsTheFirstScalingAllows(int width, int height, int shrink) {
    assertThat(shrink(new Scale(width, height))).isEqualTo(shrink);
    assertThat(shrink(new Scale(width, height), new Scale(1, 1))).isEqualTo(shrink);
  }

  @Test
  void aCutBeforeTheScalingHalvesThat() {
    assertThat(shrink(new Cut(0, 0, 1600, 1600), new Scale(200, 200))).isEqualTo(4);
    assertThat(shrink(new Cut(0, 0, 1600, 1600), new Scale(800, 800))).isEqualTo(1);
  }

  @Test
  void nothingShrinksWhatIsNotScaled() {
    assertThat(shrink()).isEqualTo(1);
    assertThat(shrink(new Cut(0, 0, 9, 9))).isEqualTo(1);
    assertThat(shrink(new SmartCut(9, 9))).isEqualTo(1);
    assertThat(Geometry.of(List.of(new Scale(9, 9)), STORED, false).shrink()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void aCutOfTheSeenPictureShowsTheSameCornerOfTheStoredOne(int exif) {
    Orientation orientation = Orientation.ofExif(exif);
    PixelSize stored = new PixelSize(40, 30);
    PixelSize seen = orientation.turned(stored);
    // The seen picture's left upper pixel, which is one of the four corners of the stored one.
    Cut corner = (Cut) orientation.stored(List.of(new Cut(0, 0, 1, 1)), stored).getFirst();
    Cut opposite =
        (Cut)
            orientation
                .stored(List.of(new Cut(seen.width() - 1, seen.height() - 1, 1, 1)), stored)
                .getFirst();

    assertThat(corner.x() + opposite.x()).isEqualTo(39);
    assertThat(corner.y() + opposite.y()).isEqualTo(29);
    assertThat(corner.x() == 39).isEqualTo(List.of(2, 3, 7, 8).contains(exif));
    assertThat(corner.y() == 29).isEqualTo(List.of(3, 4, 6, 7).contains(exif));
  }

  @Test
  void stepsAreTurnedByTheSizeThatThePictureHasThen() {
    List<PictureStep> seen =
        List.of(new Cut(1, 2, 10, 20), new Scale(5, 10), new Cut(0, 0, 2, 3), new SmartCut(1, 2));

    assertThat(Orientation.ofExif(6).stored(seen, new PixelSize(40, 30)))
        .containsExactly(
            new Cut(2, 30 - 1 - 10, 20, 10),
            new Scale(10, 5),
            new Cut(0, 3, 3, 2),
            new SmartCut(2, 1));
  }
}
