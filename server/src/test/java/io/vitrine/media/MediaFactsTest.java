package io.vitrine.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class MediaFactsTest {

  @Test
  void everythingThatIsWrittenIsReadBack() {
    MediaFacts facts =
        MediaFacts.NONE
            .with(
                new MediaFacts.Picture(
                    new PixelSize(3, 2),
                    1,
                    true,
                    Optional.of(new Rgb(1, 2, 3)),
                    List.of(new Rgb(4, 5, 6)),
                    List.of(new Face(99.5, 1, 2, 3, 4)),
                    Optional.of("1QcSHQRnh493V4dIh4eXh1h4kJUI")))
            .with(
                new MediaFacts.Video(
                    new PixelSize(640, 360),
                    1_500,
                    "30000/1001",
                    90,
                    "16:9",
                    "h264",
                    Optional.of(1_000_000L),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    true))
            .with(
                new MediaFacts.Audio(
                    90_000,
                    Optional.of(320_000L),
                    "mp3",
                    44_100,
                    2,
                    Optional.of("Lied"),
                    Optional.empty(),
                    Optional.empty()))
            .with(new MediaFacts.Document(OptionalInt.of(3), false))
            .with(new MediaFacts.Archive(1, true, List.of(new MediaFacts.Archive.Entry("a\nb", 5))))
            .with(new MediaFacts.Model(1, 2, 3, false));

    assertThat(MediaFacts.parse(facts.json())).isEqualTo(facts);
  }

  @Test
  void nothingIsNoText() {
    assertThat(MediaFacts.NONE.json()).isEmpty();
    assertThat(MediaFacts.parse("")).isEqualTo(MediaFacts.NONE);
  }

  @Test
  void whatIsAbsentIsLeftOut() {
    assertThat(MediaFacts.NONE.with(new MediaFacts.Document(OptionalInt.empty(), true)).json())
        .isEqualTo("{\"document\":{\"encrypted\":true}}");
  }
}
