package io.vitrine.media.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.media.Rgb;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PaletteTest {
  private static final Rgb SAND = new Rgb(210, 200, 180);
  private static final Rgb NIGHT = new Rgb(16, 20, 40);
  private static final Rgb POPPY = new Rgb(220, 40, 30);

  @Test
  void flatColoursAreTheirOwnPaletteTheMostFrequentFirst() {
    Palette palette =
        Palette.of(areas(new Area(SAND, 60), new Area(POPPY, 10), new Area(NIGHT, 30)));

    assertThat(palette.colours()).containsExactly(SAND, NIGHT, POPPY);
  }

  @Test
  void theProminentColourIsFrequentAndColourful() {
    assertThat(
            Palette.of(areas(new Area(SAND, 60), new Area(POPPY, 10), new Area(NIGHT, 30)))
                .prominent())
        .hasValue(POPPY);
    assertThat(
            Palette.of(
                    areas(
                        new Area(new Rgb(90, 90, 90), 70),
                        new Area(SAND, 0),
                        new Area(new Rgb(240, 240, 240), 30)))
                .prominent())
        .as("among greys area alone decides")
        .hasValue(new Rgb(90, 90, 90));
  }

  @Test
  void shadesOfOneColourAreOne() {
    byte[] bytes = new byte[3 * 4_096];
    Random random = new Random(7);
    for (int i = 0; i < bytes.length; i += 3) {
      int shade = random.nextInt(-6, 7);
      bytes[i] = (byte) (POPPY.r() + shade);
      bytes[i + 1] = (byte) (POPPY.g() + shade);
      bytes[i + 2] = (byte) (POPPY.b() + shade);
    }

    assertThat(Palette.of(new Pixels(64, 64, 3, bytes)).colours())
        .singleElement()
        .satisfies(
            colour -> assertThat(OkLab.of(colour).distance(OkLab.of(POPPY))).isLessThan(0.01));
  }

  @Test
  void noiseHasTenColoursAndNoMore() {
    byte[] bytes = new byte[3 * 4_096];
    new Random(7).nextBytes(bytes);

    assertThat(Palette.of(new Pixels(64, 64, 3, bytes)).colours())
        .hasSize(10)
        .doesNotHaveDuplicates();
  }

  @Test
  void whatIsNotSeenHasNoColour() {
    byte[] bytes = new byte[4 * 100];
    assertThat(Palette.of(new Pixels(10, 10, 4, bytes)).colours()).isEmpty();
    assertThat(Palette.of(new Pixels(10, 10, 4, bytes)).prominent()).isEmpty();

    bytes[0] = (byte) 200;
    bytes[3] = (byte) 255;
    assertThat(Palette.of(new Pixels(10, 10, 4, bytes)).colours())
        .containsExactly(new Rgb(200, 0, 0));
  }

  @Test
  void aSpeckIsNoColour() {
    assertThat(Palette.of(areas(1_000, new Area(SAND, 999), new Area(POPPY, 1))).colours())
        .containsExactly(SAND);
  }

  private record Area(Rgb colour, int pixels) {}

  private static Pixels areas(Area... areas) {
    return areas(100, areas);
  }

  private static Pixels areas(int pixels, Area... areas) {
    byte[] bytes = new byte[3 * pixels];
    int at = 0;
    for (Area area : areas) {
      for (int i = 0; i < area.pixels(); i++) {
        bytes[at++] = (byte) area.colour().r();
        bytes[at++] = (byte) area.colour().g();
        bytes[at++] = (byte) area.colour().b();
      }
    }
    return new Pixels(pixels, 1, 3, bytes);
  }
}
