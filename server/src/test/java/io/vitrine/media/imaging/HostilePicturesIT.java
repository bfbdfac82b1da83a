package io.vitrine.media.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vitrine.media.PictureException;
import io.vitrine.media.PictureException.Reason;
import io.vitrine.media.PictureFormat;
import io.vitrine.media.PixelSize;
import io.vitrine.media.Transformation;
import io.vitrine.media.imaging.Seeds.Seed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that want to do harm: the answer comes in time, says what is so, and the pool goes on. */
class HostilePicturesIT {
  /** All of them with {@code -Dvitrine.mutations=2000}. */
  private static final int MUTATIONS = Integer.getInteger("vitrine.mutations", 200);

  private static final Transformation SMALL = Studio.fill(80, 60, PictureFormat.JPEG);

  private static final Transformation ALL_FRAMES =
      Studio.allFrames(Studio.fill(80, 60, PictureFormat.WEBP));

  @TempDir private Path folder;
  private Studio studio;
  private ImagingPool pool;

  @BeforeEach
  void openPool() {
    studio = Studio.in(folder);
    pool = new ImagingPool(Studio.settings(folder), new SimpleMeterRegistry());
  }

  @AfterEach
  void closePool() {
    pool.close();
  }

  private void assertRefused(Path source, String mimeType, Reason... reasons) {
    assertRefused(source, mimeType, SMALL, reasons);
  }

  private void assertRefused(
      Path source, String mimeType, Transformation wanted, Reason... reasons) {
    assertThatExceptionOfType(PictureException.class)
        .isThrownBy(() -> pool.render(source, mimeType, wanted, folder.resolve("out.jpg")))
        .matches(
            failure -> Arrays.asList(reasons).contains(failure.reason()),
            "for a reason of " + Arrays.toString(reasons));
  }

  private void assertGoesOn() throws Exception {
    Path source = studio.save(Studio.scenery(160, 120), "good.jpg");
    Path target = folder.resolve("good.out.jpg");
    pool.render(source, "image/jpeg", SMALL, target);
    assertThat(studio.size(target)).isEqualTo(new PixelSize(80, 60));
  }

  @Test
  void hugeSizesAreRefusedByTheHeader() throws Exception {
    Path jpeg = studio.save(Studio.scenery(64, 64), "seed.jpg");
    long start = System.nanoTime();

    assertRefused(
        Bombs.png(folder.resolve("a.png"), 65_535, 65_535), "image/png", Reason.TOO_LARGE);
    assertRefused(Bombs.png(folder.resolve("b.png"), 30_001, 1), "image/png", Reason.TOO_LARGE);
    assertRefused(
        Bombs.png(folder.resolve("c.png"), 12_500, 12_500), "image/png", Reason.TOO_LARGE);
    assertRefused(
        Bombs.gif(folder.resolve("d.gif"), 65_535, 65_535), "image/gif", Reason.TOO_LARGE);
    assertRefused(
        Bombs.jpeg(jpeg, folder.resolve("e.jpg"), 65_500, 65_500), "image/jpeg", Reason.TOO_LARGE);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    assertGoesOn();
  }

  @Test
  void sizesWithinTheLimitsThatAreLiesDoNoHarm() throws Exception {
    Path png = Bombs.png(folder.resolve("a.png"), 10_000, 10_000);
    Path jpeg =
        Bombs.jpeg(
            studio.save(Studio.scenery(64, 64), "seed.jpg"),
            folder.resolve("b.jpg"),
            10_000,
            10_000);

    assertRefused(png, "image/png", Reason.CORRUPT);
    // An entropy-coded part that ends too soon is grey below, as in a browser.
    pool.render(jpeg, "image/jpeg", SMALL, folder.resolve("out.jpg"));
    assertThat(studio.size(folder.resolve("out.jpg"))).isEqualTo(new PixelSize(80, 60));
    assertGoesOn();
  }

  @Test
  void aFewBytesThatStandForManyPixelsAreBounded() throws Exception {
    Path bomb = Bombs.runs(folder.resolve("a.bmp"), 12_200, 12_200);
    long start = System.nanoTime();

    pool.render(bomb, "image/bmp", SMALL, folder.resolve("out.jpg"));

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    assertRefused(Bombs.runs(bomb, 12_300, 12_300), "image/bmp", Reason.TOO_LARGE);
    assertGoesOn();
  }

  @Test
  void tooManyFramesAreRefused() throws Exception {
    assertRefused(
        Bombs.gifOfFrames(folder.resolve("many.gif"), 100_000), "image/gif", Reason.TOO_LARGE);
  }

  @Test
  void emptyMissingAndForeignFilesAreRefused() throws Exception {
    assertRefused(Files.createFile(folder.resolve("empty")), "image/jpeg", Reason.CORRUPT);
    assertRefused(folder.resolve("missing"), "image/jpeg", Reason.UNAVAILABLE);
    Path svg = folder.resolve("picture.svg");
    Files.writeString(svg, "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>");
    for (String type :
        List.of("image/png", "image/webp", "image/tiff", "image/heic", "image/gif")) {
      assertRefused(svg, type, Reason.CORRUPT);
    }
    assertGoesOn();
  }

  @Test
  void pathsAreNoOptions() throws Exception {
    Path odd = folder.resolve("a b,c[page=2]=\"ü\n%20.jpg");
    Files.copy(studio.save(Studio.scenery(64, 64), "plain.jpg"), odd);
    Path target = folder.resolve("out[Q=1,strip] ü.jpg");
    pool.render(odd, "image/jpeg", SMALL, target);

    assertThat(target).isNotEmptyFile();
  }

  @Test
  void halfAPictureIsCorrupt() throws Exception {
    for (Seed seed : new Seeds(studio).all()) {
      if (seed.isCalled("moving.gif")) {
        // The frames that came are whole, and nothing told of the others.
        continue;
      }
      byte[] bytes = seed.bytes();
      Path half = folder.resolve("half");
      Files.write(half, Arrays.copyOf(bytes, bytes.length / 2));

      assertRefused(half, seed.mimeType(), ALL_FRAMES, Reason.CORRUPT);
    }
    assertGoesOn();
  }

  @Test
  void damagedFilesAreAnsweredEachAndThePoolGoesOn() throws Exception {
    List<Seed> seeds = new Seeds(studio).all();
    Random random = new Random(20_260_101);
    Map<Reason, Integer> refused = new EnumMap<>(Reason.class);
    int made = 0;
    Path target = folder.resolve("out");
    Path damaged = folder.resolve("damaged");
    for (int i = 0; i < MUTATIONS; i++) {
      Seed seed = seeds.get(i % seeds.size());
      Files.write(damaged, Seeds.mutated(seed.bytes(), random));
      long start = System.nanoTime();
      try {
        pool.render(
            damaged,
            seed.mimeType(),
            Studio.allFrames(
                Studio.fill(40, 30, i % 2 == 0 ? PictureFormat.JPEG : PictureFormat.WEBP)),
            target);
        made++;
      } catch (PictureException refusal) {
        refused.merge(refusal.reason(), 1, Integer::sum);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .as("mutation %d of %s", i, seed)
          .isLessThan(Duration.ofSeconds(22));
    }

    assertThat(made + refused.values().stream().mapToInt(count -> count).sum())
        .isEqualTo(MUTATIONS);
    assertThat(refused.keySet())
        .as("made %d, refused %s", made, refused)
        .contains(Reason.CORRUPT)
        .isSubsetOf(Reason.CORRUPT, Reason.TOO_LARGE, Reason.UNSUPPORTED, Reason.OVER_BUDGET);
    assertGoesOn();
  }
}
