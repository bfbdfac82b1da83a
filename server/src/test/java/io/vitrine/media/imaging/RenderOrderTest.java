package io.vitrine.media.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrine.media.PictureAdjustments;
import io.vitrine.media.PictureAdjustments.Sharpening;
import io.vitrine.media.PictureAnchor;
import io.vitrine.media.PictureException.Reason;
import io.vitrine.media.PictureFormat;
import io.vitrine.media.PictureOperation.Crop;
import io.vitrine.media.PictureOperation.CropPlace;
import io.vitrine.media.PictureOperation.Fill;
import io.vitrine.media.PictureOperation.Fit;
import io.vitrine.media.PictureOperation.SmartCrop;
import io.vitrine.media.Transformation;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes between the server and a process for pictures arrives as it was meant. */
class RenderOrderTest {
  private static final Transformation PLAIN = Studio.fill(5000, 1, PictureFormat.JPEG);

  private static final Transformation FULL =
      new Transformation(
          List.of(
              new Crop(100, 50, 0.1234, new CropPlace.Corner(7, 0)),
              new Crop(90, 40, 1, new CropPlace.Anchored(new PictureAnchor(1, 0))),
              new Fill(80, 30, new PictureAnchor(0.33, 0.5)),
              new Fit(70, 20),
              new SmartCrop(60, 10)),
          new PictureAdjustments(Optional.of(new Sharpening(0.66, 1, 0.01)), -100, 5, 0.5, 180, 99),
          PictureFormat.AVIF,
          OptionalInt.empty(),
          true,
          true);

  @Test
  void anOrderSurvivesItsLine() {
    for (Transformation transformation : List.of(PLAIN, FULL)) {
      RenderOrder order =
          new RenderOrder(Path.of("/a/b"), "image/jpeg", transformation, Path.of("c"));

      assertThat(RenderOrder.parse(order.line())).isEqualTo(order);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a b", "/a\nabilities\n", "/%20+", "/ü\t\"'", "-", "/a:b"})
  void aPathIsOneWordWhateverItHolds(String path) {
    RenderOrder order = new RenderOrder(Path.of(path), path, PLAIN, Path.of(path));

    assertThat(order.line()).doesNotContain("\n");
    assertThat(RenderOrder.parse(order.line())).isEqualTo(order);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "render", "a b c d e f g h i j k l m", "abilities"})
  void otherLinesAreNoOrders(String line) {
    assertThatThrownBy(() -> RenderOrder.parse(line)).isInstanceOf(RuntimeException.class);
  }

  @Test
  void anAnswerSurvivesItsLine() {
    for (Answer answer :
        List.of(
            new Answer.Ready(),
            new Answer.Done(),
            new Answer.Failed(Reason.CORRUPT, "at 3%\n of: it"),
            new Answer.Abilities("8.14.1", Set.of(SourceFormat.HEIC), Set.of(PictureFormat.GIF)),
            new Answer.Abilities("8.1 x", Set.of(), Set.of()))) {
      assertThat(Answer.parse(answer.line())).isEqualTo(answer);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "done now", "failed", "failed NEVER x", "can 8 JPEG", "ready "})
  void otherLinesAreNoAnswers(String line) {
    assertThatThrownBy(() -> Answer.parse(line)).isInstanceOf(IllegalArgumentException.class);
  }
}
