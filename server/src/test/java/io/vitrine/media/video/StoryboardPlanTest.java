package io.vitrine.media.video;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.media.PixelSize;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How the small pictures of a storyboard are laid out. */
class StoryboardPlanTest {
  private static final PixelSize WIDE = new PixelSize(1920, 1080);

  @Test
  void aShortFilmHasOneTile() {
    StoryboardPlan plan = StoryboardPlan.of(WIDE, Duration.ofMillis(40));

    assertThat(plan.tiles()).isEqualTo(1);
    assertThat(plan.sheet()).isEqualTo(new PixelSize(160, 90));
    assertThat(plan.webVtt(Duration.ofMillis(40)))
        .isEqualTo(
            """
            WEBVTT

            00:00:00.000 --> 00:00:00.040
            storyboard-00001.jpg#xywh=0,0,160,90
            """);
  }

  @Test
  void aLongFilmHasSheetsOfAHundredTiles() {
    Duration length = Duration.ofHours(12);
    StoryboardPlan plan = StoryboardPlan.of(new PixelSize(1080, 1920), length);

    assertThat(plan.interval()).isEqualTo(10);
    assertThat(plan.tiles()).isEqualTo(4_320);
    assertThat(plan.sheets()).isEqualTo(44);
    assertThat(plan.tile()).isEqualTo(new PixelSize(90, 160));
    assertThat(plan.webVtt(length))
        .contains("00:16:40.000 --> 00:16:50.000\nstoryboard-00002.jpg#xywh=0,0,90,160")
        .endsWith("11:59:50.000 --> 12:00:00.000\nstoryboard-00044.jpg#xywh=810,160,90,160\n");
  }
}
