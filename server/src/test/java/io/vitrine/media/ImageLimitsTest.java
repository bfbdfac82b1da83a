package io.vitrine.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageLimitsTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1, true",
    "30000, 5000, true",
    "5000, 30000, true",
    "30001, 1, false",
    "1, 30001, false",
    "30000, 5001, false",
    "2147483647, 2147483647, false",
  })
  void allowsOnlyWhatIsSafeToDecode(int width, int height, boolean allowed) {
    assertThat(ImageLimits.DEFAULT.allows(new PixelSize(width, height))).isEqualTo(allowed);
  }

  @Test
  void cannotForbidEverything() {
    assertThatThrownBy(() -> new ImageLimits(0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ImageLimits(1, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
