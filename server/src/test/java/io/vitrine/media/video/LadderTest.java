package io.vitrine.media.video;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.media.PixelSize;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In which sizes films are offered (contract: processing.md section 3). */
class LadderTest {

  @ParameterizedTest
  @CsvSource({
    "3840, 2160, 1080p 1920x1080 720p 1280x720 480p 854x480 360p 640x360 240p 426x240 144p 256x144",
    "1080, 1920, 1080p 1080x1920 720p 720x1280 480p 480x854 360p 360x640 240p 240x426 144p 144x256",
    "1279, 719, 480p 854x480 360p 640x360 240p 426x240 144p 256x144",
    "161, 91, 144p 160x90",
    "1, 1, 144p 2x2",
    "8192, 144, 144p 8192x144"
  })
  void noRungIsLargerThanTheFilm(int width, int height, String rungs) {
    assertThat(text(Ladder.of(new PixelSize(width, height)))).isEqualTo(rungs);
  }

  @ParameterizedTest
  @CsvSource({"1920, 1080, 360p", "640, 360, 360p", "500, 300, 240p", "100, 100, 144p"})
  void theFirstRungIsALightOne(int width, int height, String name) {
    Ladder ladder = Ladder.of(new PixelSize(width, height));

    assertThat(ladder.first().name()).isEqualTo(name);
    assertThat(ladder.others()).hasSize(ladder.rungs().size() - 1).doesNotContain(ladder.first());
  }

  @Test
  void moreRungsThanMemoryHoldsAreMadeOneAfterTheOther() {
    Film film =
        new Film(
            Optional.empty(),
            Optional.empty(),
            new PixelSize(1920, 1080),
            new Fraction(25, 1),
            Optional.empty(),
            Optional.empty());
    List<Rung> rungs = Ladder.of(film.size()).others();

    assertThat(new MemoryRule(4L << 30).passes(film, rungs)).containsExactly(rungs);
    assertThat(new MemoryRule(400L << 20).passes(film, rungs))
        .containsExactly(rungs.subList(1, rungs.size()), rungs.subList(0, 1));
    assertThat(new MemoryRule(1L << 20).passes(film, rungs)).hasSize(rungs.size());
  }

  private static String text(Ladder ladder) {
    return ladder.rungs().stream()
        .map(rung -> "%s %dx%d".formatted(rung.name(), rung.size().width(), rung.size().height()))
        .collect(Collectors.joining(" "));
  }
}
