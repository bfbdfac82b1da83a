package io.vitrine.media.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes are those that the authors' own program, thumbhash 0.1.1 of npm, makes. */
class ThumbHashTest {

  @ParameterizedTest
  @CsvSource({
    "64, 40, false, 4AcGHISUMGlmM3pops2YIRB/aQ==",
    "33, 64, true, 3weCCwQHNwpEoWg4BKSVoEXAaitEpEY=",
    "50, 50, true, 4PeBDQIHaYFVcGin9miA1CDqlZRicEYIeQ==",
    "100, 3, false, HAgGYYI/E6B1h3eHYHiHoJg=",
  })
  void aPictureHasTheHashOfTheAuthorsProgram(
      int width, int height, boolean transparent, String hash) {
    assertThat(ThumbHash.of(pattern(width, height, transparent))).isEqualTo(hash);
  }

  @Test
  void aPictureOfNothingHasAHashToo() {
    assertThat(ThumbHash.of(new Pixels(2, 2, 4, new byte[16])))
        .isEqualTo("AAiCBQAAAAAAAAAAAAAAAAAAAAAAAAAAAA==");
  }

  private static Pixels pattern(int width, int height, boolean transparent) {
    int bands = transparent ? 4 : 3;
    byte[] bytes = new byte[width * height * bands];
    int at = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        bytes[at++] = (byte) (x * 7 + y * 3);
        bytes[at++] = (byte) (x * x + 5 * y);
        bytes[at++] = (byte) (200 - x * 2 + y * 11);
        if (transparent) {
          bytes[at++] = (byte) (x * 13 + y * 29);
        }
      }
    }
    return new Pixels(width, height, bands, bytes);
  }
}
