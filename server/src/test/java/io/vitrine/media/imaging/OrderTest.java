package io.vitrine.media.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vitrine.media.Face;
import io.vitrine.media.PictureException.Reason;
import io.vitrine.media.PictureFormat;
import io.vitrine.media.PixelSize;
import io.vitrine.media.Rgb;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told to a process, and what it says, arrives as it was meant. */
class OrderTest {
  private static final Path ODD = Path.of("/tmp/a b,c%20\nü");

  static Stream<Order> orders() {
    return Stream.of(
        new Order.Abilities(),
        new Order.Inspect(ODD, "image/jpeg"),
        new Order.Preview(ODD, "image/svg+xml", 1_000, Path.of("/tmp/x y")),
        new Order.Faces(ODD, "image/webp", Path.of("/usr/share/a.xml")),
        new Order.Render(
            new RenderOrder(
                ODD, "image/png", Studio.fill(80, 60, PictureFormat.WEBP), Path.of("/t"))));
  }

  @ParameterizedTest
  @MethodSource("orders")
  void anOrderIsALineAndBack(Order order) {
    assertThat(order.line()).doesNotContain("\n");
    assertThat(Order.parse(order.line())).isEqualTo(order);
  }

  static Stream<Answer> answers() {
    PixelSize size = new PixelSize(30_000, 1);
    Rgb red = new Rgb(255, 0, 1);
    return Stream.of(
        new Answer.Ready(),
        new Answer.Done(),
        new Answer.Failed(Reason.CORRUPT, "a\nb c"),
        new Answer.Inspected(
            new Inspection(
                size, 12, true, Optional.of(red), List.of(red, new Rgb(0, 0, 0)), "3/cN+iI==")),
        new Answer.Inspected(new Inspection(size, 1, false, Optional.empty(), List.of(), "AA==")),
        new Answer.Previewed(PictureFormat.PNG, size),
        new Answer.Faces(List.of()),
        new Answer.Faces(List.of(new Face(87.5, 0, 1, 2, 3), new Face(40, 9, 9, 9, 9))));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void anAnswerIsALineAndBack(Answer answer) {
    assertThat(answer.line()).doesNotContain("\n");
    assertThat(Answer.parse(answer.line())).isEqualTo(answer);
  }

  @Test
  void aHundredFacesFitIntoALine() {
    Answer most =
        new Answer.Faces(
            java.util.Collections.nCopies(100, new Face(87.5, 29_999, 29_999, 29_999, 29_999)));

    assertThat(most.line()).hasSizeLessThan(8_192);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "inspect", "preview a b x d", "render", "faces a", "shell rm"})
  void anythingElseIsRefused(String line) {
    assertThatIllegalArgumentException().isThrownBy(() -> Order.parse(line));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "seen",
        "seen 1x1 1 true 1:2 3 x",
        "previewed PNG 0x0",
        "faces 1:2",
        "faces x"
      })
  void anythingElseIsNoAnswer(String line) {
    assertThatIllegalArgumentException().isThrownBy(() -> Answer.parse(line));
  }
}
