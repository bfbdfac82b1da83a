package io.vitrine.media.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vitrine.media.MadeAsset;
import io.vitrine.media.MediaFacts;
import io.vitrine.media.MediaType;
import io.vitrine.media.PixelSize;
import io.vitrine.media.ProcessingException;
import io.vitrine.media.ProcessingException.Code;
import io.vitrine.media.ProcessingStep;
import io.vitrine.media.Rgb;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the steps make of images and vector graphics. */
class PictureStepsIT {
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

  private RecordingWorkpiece image(Path file, String mimeType, boolean isPrivate)
      throws IOException {
    return new RecordingWorkpiece(file, MediaType.IMAGE, mimeType, isPrivate, folder);
  }

  private Path quarters(int width, int height, String name) throws IOException {
    return studio.save(Studio.quarters(width, height, BufferedImage.TYPE_INT_RGB), name);
  }

  private static void assertFails(ProcessingStep step, RecordingWorkpiece work, Code code) {
    assertThatExceptionOfType(ProcessingException.class)
        .isThrownBy(() -> step.run(work))
        .satisfies(failure -> assertThat(failure.code()).isEqualTo(code));
    assertThat(work.facts()).isEqualTo(MediaFacts.NONE);
  }

  @Test
  void anImageIsNotedAsItIs() throws Exception {
    RecordingWorkpiece work = image(quarters(128, 64, "a.png"), "image/png", false);

    new InspectStep(pool).run(work);
    new PreviewStep(pool).run(work);
    new PrivateThumbnailStep(pool).run(work);

    MediaFacts.Picture picture = work.facts().picture().orElseThrow();
    assertThat(picture.size()).isEqualTo(new PixelSize(128, 64));
    assertThat(picture.frames()).isEqualTo(1);
    assertThat(picture.palette()).hasSize(4).contains(new Rgb(255, 0, 0));
    assertThat(picture.prominent()).isPresent();
    assertThat(picture.faces()).isEmpty();
    assertThat(picture.thumbHash()).isPresent();
    assertThat(MediaFacts.parse(work.facts().json())).isEqualTo(work.facts());
    assertThat(work.delivered).as("browsers show it, and everybody may see it").isEmpty();
  }

  @Test
  void aDamagedImageFailsWithItsReason() throws Exception {
    InspectStep inspect = new InspectStep(pool);
    byte[] whole = Files.readAllBytes(quarters(128, 64, "a.jpg"));
    Path half = Files.write(folder.resolve("half"), Arrays.copyOf(whole, whole.length / 2));

    assertFails(inspect, image(half, "image/jpeg", false), Code.FILE_CORRUPT);
    assertFails(
        inspect,
        image(Bombs.png(folder.resolve("b"), 65_535, 65_535), "image/png", false),
        Code.MEDIA_LIMIT_EXCEEDED);
  }

  @Test
  void anImageThatCostsTooMuchFailsAndThePoolGoesOn() throws Exception {
    Path large = Bombs.gifOfOnePixel(folder.resolve("large.gif"), 12_000, 12_000);
    ImagingSettings settings = Studio.settings(folder);
    try (ImagingPool small =
        new ImagingPool(
            new ImagingSettings(
                Optional.empty(),
                folder.resolve("small"),
                new ImagingSettings.Limits(Duration.ofSeconds(20), 256L << 20, 100),
                1,
                settings.queue(),
                settings.patience()),
            new SimpleMeterRegistry())) {
      InspectStep inspect = new InspectStep(small);

      assertFails(inspect, image(large, "image/gif", false), Code.PROCESSING_TIMEOUT);
      inspect.run(image(quarters(64, 64, "a.png"), "image/png", false));
    }
  }

  @Test
  void whatTheLibraryCannotReadStaysUnchecked() throws Exception {
    Path unknown = Files.write(folder.resolve("raw"), new byte[2_000]);
    RecordingWorkpiece raw = image(unknown, "image/x-fuji-raf", true);
    RecordingWorkpiece other = image(unknown, "image/x-something", true);
    for (RecordingWorkpiece work : new RecordingWorkpiece[] {raw, other}) {
      new InspectStep(pool).run(work);
      new PreviewStep(pool).run(work);
      new PrivateThumbnailStep(pool).run(work);

      assertThat(work.facts()).isEqualTo(MediaFacts.NONE);
      assertThat(work.delivered).isEmpty();
    }
  }

  @Test
  void withoutALibraryImagesStayUnchecked() throws Exception {
    try (ImagingPool none =
        new ImagingPool(
            ImagingSettings.forThisMachine(
                Optional.of(folder.resolve("libnothing.so")), folder.resolve("none")),
            new SimpleMeterRegistry())) {
      RecordingWorkpiece work = image(quarters(128, 64, "a.png"), "image/png", true);

      new InspectStep(none).run(work);
      new PreviewStep(none).run(work);

      assertThat(work.facts()).isEqualTo(MediaFacts.NONE);
      assertThat(work.delivered).isEmpty();
    }
  }

  @Test
  void aPoolThatIsClosedIsNotTheFilesFault() throws Exception {
    pool.reads("image/png");
    pool.close();

    assertThatIOException()
        .isThrownBy(
            () -> new InspectStep(pool).run(image(quarters(9, 9, "a.png"), "image/png", false)));
  }

  @Test
  void aPrivateImageGetsAPreviewAndASmallThumbnailThatTellNothing() throws Exception {
    Path jpeg = quarters(1_600, 800, "a.jpg");
    Exif.orient(jpeg, 6);
    RecordingWorkpiece work = image(jpeg, "image/jpeg", true);

    new PreviewStep(pool).run(work);
    new PrivateThumbnailStep(pool).run(work);

    assertPicture(work, "image.preview", "image/jpeg", 500, 1_000);
    assertPicture(work, "thumbnail", "image/jpeg", 128, 256);
    for (MadeAsset asset : work.delivered.values()) {
      assertThat(Files.readString(asset.file(), StandardCharsets.ISO_8859_1))
          .doesNotContain(Exif.PLACE)
          .doesNotContain("Exif");
    }
  }

  private void assertPicture(
      RecordingWorkpiece work, String key, String mimeType, int width, int height)
      throws IOException {
    MadeAsset asset = work.delivered.get(key);
    assertThat(asset.mimeType()).isEqualTo(mimeType);
    assertThat(asset.pixelSize()).hasValue(new PixelSize(width, height));
    Path named =
        Files.copy(
            asset.file(), folder.resolve(key + (mimeType.equals("image/png") ? ".png" : ".jpg")));
    assertThat(studio.size(named)).isEqualTo(new PixelSize(width, height));
  }

  @Test
  void whatBrowsersDoNotShowGetsAPreview() throws Exception {
    RecordingWorkpiece bmp = image(quarters(160, 80, "a.bmp"), "image/bmp", false);
    Path png = studio.save(Studio.quarters(160, 80, BufferedImage.TYPE_INT_ARGB), "alpha.png");
    RecordingWorkpiece tiff =
        image(studio.made(png, "a.tif", "tiffsave", image -> image), "image/tiff", false);
    Path raw =
        RawFiles.little(
            folder.resolve("a.dng"), 1, Files.readAllBytes(quarters(300, 200, "r.jpg")));
    RecordingWorkpiece dng = image(raw, "image/x-adobe-dng", false);
    for (RecordingWorkpiece work : new RecordingWorkpiece[] {bmp, tiff, dng}) {
      new InspectStep(pool).run(work);
      new PreviewStep(pool).run(work);
      new PrivateThumbnailStep(pool).run(work);
      assertThat(work.delivered).containsOnlyKeys("image.preview");
    }

    assertThat(bmp.delivered.get("image.preview").mimeType()).isEqualTo("image/jpeg");
    assertThat(tiff.delivered.get("image.preview").mimeType()).isEqualTo("image/png");
    assertThat(dng.delivered.get("image.preview").pixelSize()).hasValue(new PixelSize(300, 200));
    assertThat(dng.facts().picture().orElseThrow().size()).isEqualTo(new PixelSize(300, 200));
  }

  @Test
  void whatIsThereAlreadyIsNotMadeAgain() throws Exception {
    RecordingWorkpiece work = image(quarters(160, 80, "a.bmp"), "image/bmp", false);
    new PreviewStep(pool).run(work);
    MadeAsset first = work.delivered.get("image.preview");

    new PreviewStep(pool).run(work);

    assertThat(work.delivered.get("image.preview")).isSameAs(first);
  }

  @Test
  void facesAreNotedBesideWhatIsKnown() throws Exception {
    Path model = FaceModel.installed().orElseThrow(() -> new AssertionError("no opencv-data"));
    Path portrait = folder.resolve("portrait.jpg");
    try (var in = PictureStepsIT.class.getResourceAsStream("astronaut.jpg")) {
      Files.copy(in, portrait);
    }
    RecordingWorkpiece work = image(portrait, "image/jpeg", false);
    FacesStep faces = new FacesStep(pool, model);

    faces.run(work);
    assertThat(work.facts()).as("nothing was inspected").isEqualTo(MediaFacts.NONE);
    new InspectStep(pool).run(work);
    MediaFacts.Picture before = work.facts().picture().orElseThrow();
    faces.run(work);
    new InspectStep(pool).run(work);

    MediaFacts.Picture after = work.facts().picture().orElseThrow();
    assertThat(after.faces()).as("also when it is inspected again").hasSize(1);
    assertThat(after.palette()).isEqualTo(before.palette());
    assertThat(after.size()).isEqualTo(before.size());
  }

  @Test
  void aVectorGraphicIsDrawn() throws Exception {
    Path svg =
        Files.writeString(
            folder.resolve("a.svg"),
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 30 15'>"
                + "<rect width='30' height='15' fill='#00f'/></svg>");
    RecordingWorkpiece work =
        new RecordingWorkpiece(svg, MediaType.VECTOR, "image/svg+xml", false, folder);

    new VectorStep(pool).run(work);

    assertThat(work.planned).containsExactly("image.preview");
    assertPicture(work, "image.preview", "image/png", 1_000, 500);
    new PictureAssert(studio.look(folder.resolve("image.preview.png")))
        .shows(0.5, 0.5, Color.BLUE, 2);
    MediaFacts.Picture picture = work.facts().picture().orElseThrow();
    assertThat(picture.size()).isEqualTo(new PixelSize(30, 15));
    assertThat(picture.palette()).containsExactly(new Rgb(0, 0, 255));
  }

  @Test
  void aStepThatIsInterruptedLeavesNoProcessAtWork() throws Exception {
    Path large = Bombs.gifOfOnePixel(folder.resolve("large.gif"), 12_000, 12_000);
    RecordingWorkpiece work = image(large, "image/gif", false);
    pool.reads("image/gif");
    Thread[] worker = new Thread[1];
    Exception[] end = new Exception[1];
    worker[0] =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    new InspectStep(pool).run(work);
                  } catch (Exception stopped) {
                    end[0] = stopped;
                  }
                });
    await().until(() -> worker[0].getState() == Thread.State.TIMED_WAITING);
    worker[0].interrupt();
    worker[0].join();

    assertThat(end[0]).isInstanceOf(InterruptedException.class);
    assertThat(work.facts()).isEqualTo(MediaFacts.NONE);
  }
}
