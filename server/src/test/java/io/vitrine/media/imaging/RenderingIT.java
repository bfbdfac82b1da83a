package io.vitrine.media.imaging;

import static java.awt.Color.BLUE;
import static java.awt.Color.GREEN;
import static java.awt.Color.RED;
import static java.awt.Color.WHITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vitrine.media.PictureAdjustments;
import io.vitrine.media.PictureAnchor;
import io.vitrine.media.PictureException;
import io.vitrine.media.PictureException.Reason;
import io.vitrine.media.PictureFormat;
import io.vitrine.media.PictureOperation.Crop;
import io.vitrine.media.PictureOperation.CropPlace;
import io.vitrine.media.PictureOperation.Fill;
import io.vitrine.media.PictureOperation.Fit;
import io.vitrine.media.PictureOperation.SmartCrop;
import io.vitrine.media.PixelSize;
import io.vitrine.media.Transformation;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sizes, sides and formats of pictures. */
class RenderingIT {
  private static final int RGB = BufferedImage.TYPE_INT_RGB;

  @TempDir private Path folder;
  private Studio studio;

  @BeforeEach
  void openStudio() {
    studio = Studio.in(folder);
  }

  private PictureAssert seen(Path picture) throws Exception {
    return new PictureAssert(studio.look(picture));
  }

  @ParameterizedTest
  @EnumSource(PictureFormat.class)
  void eachFormatIsWrittenAndReadAgain(PictureFormat format) throws Exception {
    Path source = studio.save(Studio.quarters(400, 300, RGB), "source.png");
    Path first = studio.render(source, "image/png", Studio.fill(200, 150, format));

    seen(first).hasSize(200, 150).showsQuarters(RED, GREEN, BLUE, WHITE);
    Path second = studio.render(first, format.mimeType(), Studio.fill(100, 75, PictureFormat.PNG));
    seen(second).hasSize(100, 75).showsQuarters(RED, GREEN, BLUE, WHITE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void picturesAreTurnedAsTheirExifSays(int orientation) throws Exception {
    Path source = studio.save(Studio.quarters(640, 320, RGB), "source.jpg");
    Exif.orient(source, orientation);
    Path whole =
        studio.render(source, "image/jpeg", Studio.as(PictureFormat.PNG, new Fit(100, 100)));
    Color[] colours =
        switch (orientation) {
          case 2 -> new Color[] {GREEN, RED, WHITE, BLUE};
          case 3 -> new Color[] {WHITE, BLUE, GREEN, RED};
          case 4 -> new Color[] {BLUE, WHITE, RED, GREEN};
          case 5 -> new Color[] {RED, BLUE, GREEN, WHITE};
          case 6 -> new Color[] {BLUE, RED, WHITE, GREEN};
          case 7 -> new Color[] {WHITE, GREEN, BLUE, RED};
          case 8 -> new Color[] {GREEN, WHITE, RED, BLUE};
          default -> new Color[] {RED, GREEN, BLUE, WHITE};
        };
    boolean turned = orientation >= 5;

    seen(whole).hasSize(turned ? 50 : 100, turned ? 100 : 50).showsQuarters(colours);

    int width = turned ? 320 : 640;
    int height = turned ? 640 : 320;
    Path corner =
        studio.render(
            source,
            "image/jpeg",
            Studio.as(
                PictureFormat.PNG,
                new Crop(width / 2 - 8, height / 2 - 8, 1, new CropPlace.Corner(width / 2 + 8, 0)),
                new Fit(20, 20)));
    seen(corner).shows(0.5, 0.5, colours[1], 12).shows(0.05, 0.9, colours[1], 12);
  }

  @Test
  void picturesOfPhonesAreTurnedAsTheirBoxesSay() throws Exception {
    Path turned = fixture("turned.avif");
    Path heic = fixture("picture.heic");

    seen(studio.render(turned, "image/avif", Studio.as(PictureFormat.PNG, new Fit(24, 24))))
        .hasSize(16, 24);
    seen(studio.render(heic, "image/heic", Studio.as(PictureFormat.PNG, new Fit(24, 24))))
        .hasSize(24, 16);
  }

  private Path fixture(String name) throws Exception {
    Path path = folder.resolve(name);
    try (InputStream in = PixelSize.class.getResourceAsStream(name)) {
      Files.copy(in, path);
    }
    return path;
  }

  @Test
  void aPictureCutAndThenScaledIsTheSameWhetherTheDecoderShrinksOrNot() throws Exception {
    BufferedImage scenery = Studio.scenery(1200, 900);
    Transformation cut =
        Studio.as(
            PictureFormat.PNG,
            new Crop(803, 601, 1, new CropPlace.Corner(101, 203)),
            new Fill(100, 75, PictureAnchor.CENTRE));
    Path exact = studio.render(studio.save(scenery, "source.png"), "image/png", cut);
    Path shrunk = studio.render(studio.save(scenery, "source.jpg"), "image/jpeg", cut);

    assertThat(PictureAssert.difference(studio.look(exact), studio.look(shrunk))).isLessThan(4);
  }

  @Test
  void sizesAreExactWhateverTheyAre() throws Exception {
    Random random = new Random(8);
    Path jpeg = studio.save(Studio.scenery(997, 611), "source.jpg");
    Path png = studio.save(Studio.scenery(97, 61), "source.png");
    for (int i = 0; i < 150; i++) {
      int width = 1 + random.nextInt(400);
      int height = 1 + random.nextInt(400);
      boolean first = random.nextBoolean();
      Path made =
          studio.render(
              first ? jpeg : png,
              first ? "image/jpeg" : "image/png",
              Studio.fill(width, height, PictureFormat.JPEG));
      assertThat(studio.size(made)).isEqualTo(new PixelSize(width, height));
      Files.delete(made);
    }
  }

  @Test
  void onePixelBecomesAnySize() throws Exception {
    Path source = studio.save(Studio.quarters(1, 1, RGB), "source.png");

    seen(studio.render(source, "image/png", Studio.fill(300, 200, PictureFormat.WEBP)))
        .hasSize(300, 200);
    seen(studio.render(source, "image/png", Studio.as(PictureFormat.AVIF, new Fit(9, 9))))
        .hasSize(1, 1);
  }

  @Test
  void aSmartCropKeepsWhatDrawsTheEye() throws Exception {
    BufferedImage image = new BufferedImage(900, 300, RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(120, 120, 120));
    graphics.fillRect(0, 0, 900, 300);
    graphics.drawImage(Studio.quarters(120, 120, RGB), 740, 90, null);
    graphics.dispose();
    Path source = studio.save(image, "source.png");
    Path made =
        studio.render(source, "image/png", Studio.as(PictureFormat.PNG, new SmartCrop(300, 300)));

    BufferedImage seen = studio.look(made);
    new PictureAssert(seen).hasSize(300, 300);
    boolean red = false;
    for (int x = 0; x < 300; x++) {
      red |= new Color(seen.getRGB(x, 110)).equals(RED);
    }
    assertThat(red).isTrue();
  }

  @Test
  void nothingButPixelsLeaves() throws Exception {
    Path source = studio.save(Studio.quarters(64, 64, RGB), "source.jpg");
    Exif.orient(source, 1);
    for (PictureFormat format : PictureFormat.values()) {
      Path made = studio.render(source, "image/jpeg", Studio.fill(32, 32, format));

      assertThat(new String(Files.readAllBytes(made), StandardCharsets.ISO_8859_1))
          .as(format.name())
          .doesNotContain(Exif.PLACE);
      assertThat(studio.number(made, ImageNumber.ORIENTATION)).isEqualTo(1);
    }
  }

  @Test
  void whatIsTransparentIsWhiteInAJpegWhateverIsDoneToTheColours() throws Exception {
    BufferedImage image = new BufferedImage(60, 60, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(RED);
    graphics.fillRect(20, 20, 20, 20);
    graphics.dispose();
    PictureAdjustments darkest = new PictureAdjustments(Optional.empty(), -100, 0, 0, 0, 0);
    Path made =
        studio.render(
            studio.save(image, "source.png"),
            "image/png",
            Studio.with(darkest, Studio.fill(60, 60, PictureFormat.JPEG)));

    seen(made).shows(0.1, 0.1, WHITE, 4).shows(0.5, 0.5, Color.BLACK, 12);
  }

  @Test
  void jpegsAreProgressiveUnlessBaselineIsAskedFor() throws Exception {
    Path source = studio.save(Studio.scenery(64, 64), "source.png");
    Transformation progressive = Studio.fill(64, 64, PictureFormat.JPEG);
    Transformation baseline =
        new Transformation(
            progressive.operations(),
            progressive.adjustments(),
            PictureFormat.JPEG,
            OptionalInt.empty(),
            true,
            false);

    assertThat(startOfFrame(studio.render(source, "image/png", progressive))).isEqualTo(0xc2);
    assertThat(startOfFrame(studio.render(source, "image/png", baseline))).isEqualTo(0xc0);
  }

  private static int startOfFrame(Path jpeg) throws Exception {
    byte[] bytes = Files.readAllBytes(jpeg);
    int at = 2;
    while ((bytes[at + 1] & 0xf0) != 0xc0 || (bytes[at + 1] & 0xff) == 0xc4) {
      at += 2 + ((bytes[at + 2] & 0xff) << 8 | (bytes[at + 3] & 0xff));
    }
    return bytes[at + 1] & 0xff;
  }

  @Test
  void aHundredMegapixelsAreMadeSmall() throws Exception {
    Path seed = studio.save(Studio.quarters(200, 200, RGB), "seed.png");
    Path source =
        studio.made(
            seed,
            "large.jpg",
            "jpegsave",
            image ->
                image
                    .session()
                    .operation("zoom")
                    .image("input", image)
                    .set("xfac", 50)
                    .set("yfac", 50)
                    .output());

    seen(studio.render(source, "image/jpeg", Studio.fill(400, 400, PictureFormat.JPEG)))
        .hasSize(400, 400)
        .showsQuarters(RED, GREEN, BLUE, WHITE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"image/svg+xml", "image/x-sony-arw", "application/pdf", "image/x-canon-cr2", ""})
  void otherTypesAreRefused(String mimeType) throws Exception {
    Path source = studio.save(Studio.quarters(8, 8, RGB), "source.png");

    assertThatExceptionOfType(PictureException.class)
        .isThrownBy(() -> studio.render(source, mimeType, Studio.fill(8, 8, PictureFormat.PNG)))
        .matches(failure -> failure.reason() == Reason.UNSUPPORTED);
  }

  @Test
  void theLoaderIsThatOfTheToldTypeNotOfTheBytes() throws Exception {
    Path source = studio.save(Studio.quarters(8, 8, RGB), "source.png");

    assertThatExceptionOfType(PictureException.class)
        .isThrownBy(
            () ->
                studio.render(
                    source,
                    "image/jpeg".toUpperCase(Locale.ROOT),
                    Studio.fill(8, 8, PictureFormat.PNG)))
        .matches(failure -> failure.reason() == Reason.CORRUPT);
  }
}
