package io.vitrine.media.video;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.media.PixelSize;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** At which rate films are offered. */
class FrameRatesTest {

  @ParameterizedTest
  @CsvSource({
    "30000/1001, 30000/1001, 30000/1001",
    "25/1, 25/1, 25/1",
    "60/1, 60/1, 60/1",
    "120/1, 120/1, 60/1",
    "120000/1001, 120000/1001, 60000/1001",
    "100/1, 100/1, 50/1",
    "90000/1001, 90000/1001, 45000/1001",
    "1/1, 1/1, 5/1",
    // Frames that come when they like, as phones record.
    "59347/2003, 30/1, 30000/1001",
    "14/1, 60/1, 15/1",
    // The clock of WebM from a browser.
    "1000/1, 1000/1, 30/1",
    "0/0, 1000/1, 30/1",
    "0/0, 24/1, 24/1"
  })
  void theRateIsSteadyAndSixtyAtMost(String average, String real, String rate) {
    assertThat(FrameRates.of(video(average, real))).isEqualTo(Fraction.parse(rate).orElseThrow());
  }

  private static MediaStream.Video video(String average, String real) {
    return new MediaStream.Video(
        0,
        "h264",
        "High",
        "yuv420p",
        new PixelSize(160, 90),
        new Fraction(1, 1),
        0,
        Fraction.parse(average),
        Fraction.parse(real),
        Optional.empty(),
        Optional.empty(),
        "bt709",
        false);
  }
}
