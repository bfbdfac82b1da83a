package io.vitrine.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrine.media.PictureOperation.Crop;
import io.vitrine.media.PictureOperation.CropPlace;
import io.vitrine.media.PictureOperation.Fill;
import io.vitrine.media.PictureOperation.Fit;
import io.vitrine.media.PictureOperation.SmartCrop;
import io.vitrine.media.PictureStep.Cut;
import io.vitrine.media.PictureStep.Scale;
import io.vitrine.media.PictureStep.SmartCut;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PictureGeometryTest {

  @ParameterizedTest
  @CsvSource({
    // The measured ones of the contract.
    "1824, 1270, 400, 5000, 400, 278",
    "1824, 1270, 900, 5000, 900, 626",
    "1824, 1270, 1100, 5000, 1100, 765",
    "1000, 500, 1000, 250, 500, 250",
    "640, 480, 640, 480, 640, 480",
    "640, 480, 5000, 5000, 640, 480",
    "4000, 3000, 800, 600, 800, 600",
    "3000, 4000, 800, 600, 450, 600",
    "30000, 1, 100, 100, 100, 1",
    "1, 30000, 100, 100, 1, 100",
    "3, 3, 2, 1, 1, 1",
  })
  void fitsIntoABoxAndFloorsTheOtherEdge(
      int width, int height, int boxWidth, int boxHeight, int wantedWidth, int wantedHeight)
      throws Exception {
    assertThat(result(width, height, new Fit(boxWidth, boxHeight)))
        .isEqualTo(new PixelSize(wantedWidth, wantedHeight));
  }

  @Test
  void leavesASmallPictureAlone() throws Exception {
    assertThat(steps(300, 200, new Fit(800, 600))).isEmpty();
    assertThat(steps(300, 200, new Fill(300, 200, PictureAnchor.CENTRE))).isEmpty();
    assertThat(steps(300, 200, crop(0, 0, 300, 200))).isEmpty();
  }

  @Test
  void fillsABoxExactlyAndCutsTheRestWhereTheAnchorSays() throws Exception {
    assertThat(steps(4000, 3000, fill(200, 200, 0.5, 0.5)))
        .containsExactly(new Scale(267, 200), new Cut(34, 0, 200, 200));
    assertThat(steps(4000, 3000, fill(200, 200, 0, 0)))
        .containsExactly(new Scale(267, 200), new Cut(0, 0, 200, 200));
    assertThat(steps(4000, 3000, fill(200, 200, 1, 1)))
        .containsExactly(new Scale(267, 200), new Cut(67, 0, 200, 200));
    assertThat(steps(4000, 3000, fill(800, 300, 0.5, 0.9)))
        .containsExactly(new Scale(800, 600), new Cut(0, 300, 800, 300));
    assertThat(steps(4000, 3000, fill(800, 300, 0.5, 0.4)))
        .containsExactly(new Scale(800, 600), new Cut(0, 90, 800, 300));
  }

  @Test
  void fillsABoxThatIsLargerThanThePicture() throws Exception {
    assertThat(steps(100, 50, fill(400, 400, 0.5, 0.5)))
        .containsExactly(new Scale(800, 400), new Cut(200, 0, 400, 400));
  }

  @Test
  void cutsAroundWhatDrawsTheEye() throws Exception {
    assertThat(steps(4000, 3000, new SmartCrop(200, 200)))
        .containsExactly(new Scale(267, 200), new SmartCut(200, 200));
    assertThat(steps(4000, 3000, new SmartCrop(400, 300))).containsExactly(new Scale(400, 300));
  }

  @Test
  void clipsACropAtTheEdge() throws Exception {
    assertThat(steps(100, 80, crop(90, 70, 50, 50))).containsExactly(new Cut(90, 70, 10, 10));
    assertThat(steps(100, 80, crop(10, 0, 50, 5000))).containsExactly(new Cut(10, 0, 50, 80));
  }

  @ParameterizedTest
  @CsvSource({"100, 0", "0, 80", "5000, 5000"})
  void refusesACropWithoutOverlap(int x, int y) {
    assertThatThrownBy(() -> steps(100, 80, crop(x, y, 10, 10)))
        .isInstanceOfSatisfying(
            PictureException.class,
            refused -> assertThat(refused.reason()).isEqualTo(PictureException.Reason.INVALID));
  }

  @Test
  void scalesBeforeACrop() throws Exception {
    assertThat(steps(1000, 500, new Crop(100, 100, 0.5, new CropPlace.Corner(450, 10))))
        .containsExactly(new Scale(500, 250), new Cut(450, 10, 50, 100));
    assertThat(steps(100, 50, new Crop(100, 100, 10, new CropPlace.Corner(0, 0))))
        .containsExactly(new Scale(1000, 500), new Cut(0, 0, 100, 100));
    assertThat(result(3, 3, new Crop(100, 100, 0.0001, new CropPlace.Corner(0, 0))))
        .isEqualTo(new PixelSize(1, 1));
  }

  @Test
  void placesAnOldCropByItsAnchor() throws Exception {
    PictureAnchor right = new PictureAnchor(1, 0.5);
    assertThat(steps(100, 80, new Crop(40, 20, 1, new CropPlace.Anchored(right))))
        .containsExactly(new Cut(60, 30, 40, 20));
    assertThat(steps(100, 80, new Crop(400, 20, 1, new CropPlace.Anchored(right))))
        .containsExactly(new Cut(0, 30, 100, 20));
  }

  @Test
  void worksOnWhatTheOperationBeforeGave() throws Exception {
    assertThat(steps(8192, 2600, crop(0, 5, 5000, 2562), fill(886, 278, 0.5, 0.5)))
        .containsExactly(new Cut(0, 5, 5000, 2562), new Scale(886, 454), new Cut(0, 88, 886, 278));
    assertThat(result(4000, 3000, crop(0, 0, 1824, 1270), new Fit(400, 5000)))
        .isEqualTo(new PixelSize(400, 278));
  }

  @Test
  void neverPassesThroughAPictureThatCannotBeMade() throws Exception {
    assertThat(steps(1, 30_000, fill(5000, 1, 0.5, 0.5)))
        .containsExactly(new Cut(0, 15_000, 1, 1), new Scale(5000, 5000), new Cut(0, 0, 5000, 1));
    assertThat(result(1, 30_000, new SmartCrop(5000, 1))).isEqualTo(new PixelSize(5000, 1));
  }

  /** Any source, any chain: the picture has the size that is told, and every step is possible. */
  @ParameterizedTest
  @MethodSource("seeds")
  void everyStepIsPossibleAndTheSizesAreThoseOfTheContract(long seed) throws Exception {
    Random random = new Random(seed);
    PixelSize source = new PixelSize(edge(random, 30_000), edge(random, 30_000));
    List<PictureOperation> operations = new ArrayList<>();
    PixelSize before = source;
    for (int i = random.nextInt(1, 5); i > 0; i--) {
      PictureOperation operation = operation(random, before);
      PixelSize after = PictureGeometry.result(List.of(operation), before);
      requireRightSize(operation, before, after);
      operations.add(operation);
      before = after;
    }

    PixelSize size = source;
    for (PictureStep step : PictureGeometry.steps(operations, source)) {
      size = requirePossible(step, size);
    }
    assertThat(size).isEqualTo(before);
    assertThat(PictureGeometry.result(operations, source)).isEqualTo(before);
  }

  static LongStream seeds() {
    return LongStream.range(0, 2000);
  }

  private static void requireRightSize(
      PictureOperation operation, PixelSize before, PixelSize after) {
    switch (operation) {
      case Fit(int width, int height) -> {
        assertThat(after.width()).isLessThanOrEqualTo(Math.min(width, before.width()));
        assertThat(after.height()).isLessThanOrEqualTo(Math.min(height, before.height()));
        boolean touches =
            after.width() == width || after.height() == height || after.equals(before);
        assertThat(touches).as("%s of %s gave %s", operation, before, after).isTrue();
      }
      case Fill(int width, int height, PictureAnchor _) ->
          assertThat(after).isEqualTo(new PixelSize(width, height));
      case SmartCrop(int width, int height) ->
          assertThat(after).isEqualTo(new PixelSize(width, height));
      case Crop crop -> {
        assertThat(after.width()).isLessThanOrEqualTo(crop.width());
        assertThat(after.height()).isLessThanOrEqualTo(crop.height());
      }
    }
  }

  private static PixelSize requirePossible(PictureStep step, PixelSize size) {
    return switch (step) {
      case Cut(int x, int y, int width, int height) -> {
        assertThat(x).isNotNegative();
        assertThat(y).isNotNegative();
        assertThat(x + width).isLessThanOrEqualTo(size.width());
        assertThat(y + height).isLessThanOrEqualTo(size.height());
        yield new PixelSize(width, height);
      }
      case Scale(int width, int height) -> {
        assertThat(Math.max(width, height))
            .as("%s of %s", step, size)
            .isLessThanOrEqualTo(2 * PictureGeometry.LONGEST_BETWEEN);
        yield new PixelSize(width, height);
      }
      case SmartCut(int width, int height) -> {
        assertThat(width).isLessThanOrEqualTo(size.width());
        assertThat(height).isLessThanOrEqualTo(size.height());
        yield new PixelSize(width, height);
      }
    };
  }

  private static PictureOperation operation(Random random, PixelSize before) {
    int width = edge(random, 5000);
    int height = edge(random, 5000);
    PictureAnchor anchor = new PictureAnchor(random.nextDouble(), random.nextDouble());
    return switch (random.nextInt(5)) {
      case 0 -> new Fit(width, height);
      case 1 -> new Fill(width, height, anchor);
      case 2 -> new SmartCrop(width, height);
      case 3 ->
          new Crop(width, height, random.nextInt(1, 100_001) / 1e4, new CropPlace.Anchored(anchor));
      default ->
          new Crop(
              width,
              height,
              1,
              new CropPlace.Corner(
                  random.nextInt(before.width()), random.nextInt(before.height())));
    };
  }

  /** Short edges and long ones equally often. */
  private static int edge(Random random, int longest) {
    return (int) Math.max(1, Math.exp(random.nextDouble() * Math.log(longest)));
  }

  private static Crop crop(int x, int y, int width, int height) {
    return new Crop(width, height, 1, new CropPlace.Corner(x, y));
  }

  private static Fill fill(int width, int height, double x, double y) {
    return new Fill(width, height, new PictureAnchor(x, y));
  }

  private static List<PictureStep> steps(int width, int height, PictureOperation... operations)
      throws PictureException {
    return PictureGeometry.steps(List.of(operations), new PixelSize(width, height));
  }

  private static PixelSize result(int width, int height, PictureOperation... operations)
      throws PictureException {
    return PictureGeometry.result(List.of(operations), new PixelSize(width, height));
  }
}
