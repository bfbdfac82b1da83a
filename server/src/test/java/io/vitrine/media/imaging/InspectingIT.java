package io.vitrine.media.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vitrine.media.PictureException;
import io.vitrine.media.PictureException.Reason;
import io.vitrine.media.PixelSize;
import io.vitrine.media.Rgb;
import io.vitrine.media.imaging.Seeds.Seed;
import java.awt.image.BufferedImage;
import java.io.IOException;
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

/** What is seen in whole pictures, and that damaged ones are found. */
class InspectingIT {
  private static final int MUTATIONS = 300;
  private static final Rgb RED = new Rgb(255, 0, 0);
  private static final Rgb GREEN = new Rgb(0, 255, 0);
  private static final Rgb BLUE = new Rgb(0, 0, 255);
  private static final Rgb WHITE = new Rgb(255, 255, 255);

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

  private void assertRefused(Path source, String mimeType, Reason reason) {
    assertThatExceptionOfType(PictureException.class)
        .isThrownBy(() -> pool.inspect(source, mimeType))
        .satisfies(failure -> assertThat(failure.reason()).isEqualTo(reason));
  }

  @Test
  void everyFormatTellsItsSizeFramesAndColours() throws Exception {
    for (Seed seed : new Seeds(studio).all()) {
      Inspection seen = pool.inspect(seed.path(), seed.mimeType());

      int frames = seed.isCalled("moving.gif") || seed.isCalled("moving.webp") ? 4 : 1;
      assertThat(seen.frames()).as("%s", seed).isEqualTo(frames);
      assertThat(seen.palette()).as("%s", seed).isNotEmpty().hasSizeLessThanOrEqualTo(10);
      assertThat(seen.palette()).as("%s", seed).contains(seen.prominent().orElseThrow());
      assertThat(seen.thumbHash()).as("%s", seed).hasSizeBetween(20, 40);
      if (frames == 1 && !seed.isCalled("seed.heic") && !seed.isCalled("seed.ico")) {
        assertThat(seen.size()).as("%s", seed).isEqualTo(new PixelSize(160, 120));
      }
    }
  }

  @Test
  void aFileThatEndsTooSoonIsCorrupt() throws Exception {
    for (Seed seed : new Seeds(studio).all()) {
      for (int percent : List.of(10, 50, 90)) {
        byte[] bytes = seed.bytes();
        Path cut =
            Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, bytes.length * percent / 100));
        assertThatExceptionOfType(PictureException.class)
            .as("%d%% of %s", percent, seed)
            .isThrownBy(() -> pool.inspect(cut, seed.mimeType()))
            .satisfies(failure -> assertThat(failure.reason()).isEqualTo(Reason.CORRUPT));
      }
    }
  }

  /**
   * Of such a picture the decoder computes every eighth pixel, and reads all of it all the same.
   */
  @Test
  void aLargeJpegThatEndsTooSoonIsCorrupt() throws Exception {
    Path scenery = studio.save(Studio.scenery(1_280, 960), "scenery.jpg");
    for (boolean progressive : List.of(false, true)) {
      Path whole =
          studio.made(
              scenery,
              "whole.jpg",
              "jpegsave",
              image -> image,
              save -> save.set("interlace", progressive));
      byte[] bytes = Files.readAllBytes(whole);
      assertThat(pool.inspect(whole, "image/jpeg").size()).isEqualTo(new PixelSize(1_280, 960));
      for (int percent : List.of(10, 50, 90, 99)) {
        Path cut =
            Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, bytes.length * percent / 100));
        assertRefused(cut, "image/jpeg", Reason.CORRUPT);
      }
    }
  }

  @Test
  void aGifWithoutItsLastByteIsWhole() throws Exception {
    Path gif = studio.save(Studio.quarters(40, 40, BufferedImage.TYPE_BYTE_INDEXED), "a.gif");
    byte[] bytes = Files.readAllBytes(gif);
    Files.write(gif, Arrays.copyOf(bytes, bytes.length - 1));

    assertThat(pool.inspect(gif, "image/gif").size()).isEqualTo(new PixelSize(40, 40));
  }

  @Test
  void knownColoursAreFound() throws Exception {
    Path png = studio.save(Studio.quarters(128, 128, BufferedImage.TYPE_INT_RGB), "a.png");

    Inspection seen = pool.inspect(png, "image/png");

    assertThat(seen.palette()).containsExactlyInAnyOrder(RED, GREEN, BLUE, WHITE);
    assertThat(seen.prominent().orElseThrow()).isNotEqualTo(WHITE);
    assertThat(seen.profile()).isFalse();
  }

  @Test
  void coloursAreThoseThatAreSeen() throws Exception {
    Path rgb = studio.save(Studio.quarters(128, 128, BufferedImage.TYPE_INT_RGB), "a.png");
    Path inks =
        studio.made(
            rgb,
            "inks.jpg",
            "jpegsave",
            image -> image.operation("icc_transform").text("output-profile", "cmyk").output());
    Path deep =
        studio.made(
            rgb,
            "deep.png",
            "pngsave",
            image -> image.operation("colourspace").set("space", "rgb16").output());

    assertThat(pool.inspect(inks, "image/jpeg").profile()).isTrue();
    assertThat(pool.inspect(inks, "image/jpeg").palette())
        .hasSizeGreaterThanOrEqualTo(4)
        .anySatisfy(colour -> assertThat(near(colour, RED)).isTrue())
        .anySatisfy(colour -> assertThat(near(colour, WHITE)).isTrue());
    assertThat(pool.inspect(deep, "image/png").palette())
        .containsExactlyInAnyOrder(RED, GREEN, BLUE, WHITE);
  }

  /** Inks are duller than light. */
  private static boolean near(Rgb one, Rgb other) {
    return OkLab.of(one).distance(OkLab.of(other)) < 0.2;
  }

  @Test
  void whatIsTransparentHasNoColour() throws Exception {
    BufferedImage image = new BufferedImage(200, 100, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < 100 * 100; i++) {
      image.setRGB(i % 100, i / 100, 0xff0000ff);
      image.setRGB(100 + i % 100, i / 100, 0x00ff0000);
    }

    Inspection seen = pool.inspect(studio.save(image, "half.png"), "image/png");
    Inspection nothing =
        pool.inspect(
            studio.save(new BufferedImage(9, 9, BufferedImage.TYPE_INT_ARGB), "none.png"),
            "image/png");

    assertThat(seen.palette()).containsExactly(BLUE);
    assertThat(nothing.palette()).isEmpty();
    assertThat(nothing.prominent()).isEmpty();
  }

  @Test
  void aSinglePixelIsAPicture() throws Exception {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, 0xff0000);

    Inspection seen = pool.inspect(studio.save(image, "one.png"), "image/png");

    assertThat(seen.size()).isEqualTo(new PixelSize(1, 1));
    assertThat(seen.palette()).containsExactly(RED);
  }

  @Test
  void aPictureThatLiesOnItsSideIsSeenUpright() throws Exception {
    Path jpeg = studio.save(Studio.quarters(160, 80, BufferedImage.TYPE_INT_RGB), "a.jpg");
    String lying = pool.inspect(jpeg, "image/jpeg").thumbHash();
    Exif.orient(jpeg, 6);

    Inspection seen = pool.inspect(jpeg, "image/jpeg");

    assertThat(seen.size()).isEqualTo(new PixelSize(80, 160));
    assertThat(seen.thumbHash()).isNotEqualTo(lying);
  }

  @Test
  void damageInALaterPageIsFound() throws Exception {
    Path rgb = studio.save(Studio.scenery(160, 120), "seed.png");
    Path tiff =
        studio.made(
            rgb,
            "pages.tif",
            "tiffsave",
            image -> image.with("page-height", 30),
            save -> save.set("compression", "deflate"));
    assertThat(pool.inspect(tiff, "image/tiff").size()).isEqualTo(new PixelSize(160, 30));
    byte[] bytes = Files.readAllBytes(tiff);
    // The last strip of the last page lies before its directory, at about nine tenths.
    Arrays.fill(bytes, bytes.length * 8 / 10, bytes.length * 9 / 10, (byte) 0);
    Files.write(tiff, bytes);

    assertRefused(tiff, "image/tiff", Reason.CORRUPT);
  }

  @Test
  void whatIsTooLargeIsRefusedByTheHeader() throws Exception {
    long start = System.nanoTime();
    assertRefused(
        Bombs.png(folder.resolve("a.png"), 65_535, 65_535), "image/png", Reason.TOO_LARGE);
    assertRefused(
        Bombs.gifOfFrames(folder.resolve("b.gif"), 100_000), "image/gif", Reason.TOO_LARGE);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
    assertRefused(Bombs.png(folder.resolve("c.png"), 9_000, 9_000), "image/png", Reason.CORRUPT);
  }

  @Test
  void theLargestJpegOfARawFileIsTaken() throws Exception {
    Path raw =
        RawFiles.little(folder.resolve("a.nef"), 6, jpeg("s.jpg", 40, 30), jpeg("l.jpg", 160, 80));

    Inspection seen = pool.inspect(raw, "image/x-nikon-nef");

    assertThat(seen.size())
        .as("turned as the file's own directory says")
        .isEqualTo(new PixelSize(80, 160));
    assertRefused(
        Files.write(folder.resolve("b.cr3"), new byte[5_000]),
        "image/x-canon-cr3",
        Reason.UNSUPPORTED);
  }

  @Test
  void aRawFileOfNothingButBeginningsIsAnsweredInTime() throws Exception {
    byte[] beginnings = new byte[6_000_000];
    byte[] beginning = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 2};
    for (int i = 0; i < beginnings.length; i += beginning.length) {
      System.arraycopy(beginning, 0, beginnings, i, beginning.length);
    }
    long start = System.nanoTime();

    assertRefused(
        Files.write(folder.resolve("a.raf"), beginnings), "image/x-fuji-raf", Reason.UNSUPPORTED);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  private byte[] jpeg(String name, int width, int height) throws IOException {
    return Files.readAllBytes(
        studio.save(Studio.quarters(width, height, BufferedImage.TYPE_INT_RGB), name));
  }

  @Test
  void damagedFilesAreAnsweredEachAndThePoolGoesOn() throws Exception {
    List<Seed> seeds = new Seeds(studio).all();
    Random random = new Random(20_260_202);
    Map<Reason, Integer> refused = new EnumMap<>(Reason.class);
    int seen = 0;
    Path damaged = folder.resolve("damaged");
    for (int i = 0; i < MUTATIONS; i++) {
      Seed seed = seeds.get(i % seeds.size());
      Files.write(damaged, Seeds.mutated(seed.bytes(), random));
      try {
        assertThat(pool.inspect(damaged, seed.mimeType()).palette().size()).isLessThanOrEqualTo(10);
        seen++;
      } catch (PictureException refusal) {
        refused.merge(refusal.reason(), 1, Integer::sum);
      }
    }

    assertThat(refused.keySet())
        .as("seen %d, refused %s", seen, refused)
        .contains(Reason.CORRUPT)
        .isSubsetOf(Reason.CORRUPT, Reason.TOO_LARGE, Reason.UNSUPPORTED, Reason.OVER_BUDGET);
    assertThat(pool.inspect(seeds.getFirst().path(), "image/png").size())
        .isEqualTo(new PixelSize(160, 120));
  }
}
