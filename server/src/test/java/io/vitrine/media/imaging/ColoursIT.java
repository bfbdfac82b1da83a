package io.vitrine.media.imaging;

import static java.awt.Color.BLUE;
import static java.awt.Color.GREEN;
import static java.awt.Color.RED;
import static java.awt.Color.WHITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.media.PictureAdjustments;
import io.vitrine.media.PictureAdjustments.Sharpening;
import io.vitrine.media.PictureFormat;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Colours of all kinds become those that a browser shows, and change as they are told to. */
class ColoursIT {
  @TempDir private Path folder;
  private Studio studio;

  @BeforeEach
  void openStudio() {
    studio = Studio.in(folder);
  }

  private PictureAssert made(Path source, String mimeType, PictureFormat format) throws Exception {
    Path picture = studio.render(source, mimeType, Studio.fill(60, 40, format));
    assertThat(studio.has(picture, "icc-profile-data")).isFalse();
    return new PictureAssert(studio.look(picture)).hasSize(60, 40);
  }

  private Path quarters(String name, int type) throws Exception {
    return studio.save(Studio.quarters(120, 80, type), name);
  }

  @Test
  void inksBecomeLight() throws Exception {
    Path cmyk =
        studio.made(
            quarters("source.png", BufferedImage.TYPE_INT_RGB),
            "cmyk.jpg",
            "jpegsave",
            image -> image.operation("icc_transform").text("output-profile", "cmyk").output());

    assertThat(studio.number(cmyk, ImageNumber.BANDS)).isEqualTo(4);
    made(cmyk, "image/jpeg", PictureFormat.PNG)
        .shows(0.25, 0.25, new Color(236, 28, 36), 30)
        .shows(0.75, 0.75, WHITE, 4);
  }

  @Test
  void aWideGamutIsTakenToTheUsualOne() throws Exception {
    Path wide =
        studio.made(
            quarters("source.png", BufferedImage.TYPE_INT_RGB),
            "p3.jpg",
            "jpegsave",
            image -> image.operation("icc_transform").text("output-profile", "p3").output());

    assertThat(studio.has(wide, "icc-profile-data")).isTrue();
    new PictureAssert(studio.look(wide)).shows(0.25, 0.25, new Color(234, 51, 35), 8);
    made(wide, "image/jpeg", PictureFormat.PNG).showsQuarters(RED, GREEN, BLUE, WHITE);
  }

  @Test
  void sixteenBitsBecomeEight() throws Exception {
    Path deep =
        studio.made(
            quarters("source.png", BufferedImage.TYPE_INT_RGB),
            "deep.png",
            "pngsave",
            image -> image.operation("colourspace").set("space", "rgb16").output());

    assertThat(studio.number(deep, ImageNumber.FORMAT)).isNotZero();
    made(deep, "image/png", PictureFormat.JPEG).showsQuarters(RED, GREEN, BLUE, WHITE);
    made(deep, "image/png", PictureFormat.PNG).showsQuarters(RED, GREEN, BLUE, WHITE);
  }

  @Test
  void greyStaysGrey() throws Exception {
    for (int type : new int[] {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY}) {
      BufferedImage image = new BufferedImage(120, 80, type);
      Graphics2D graphics = image.createGraphics();
      graphics.setColor(new Color(128, 128, 128));
      graphics.fillRect(0, 0, 120, 80);
      graphics.dispose();
      int sample = image.getRaster().getSample(5, 5, 0);
      int level = type == BufferedImage.TYPE_BYTE_GRAY ? sample : sample / 257;
      Color before = new Color(level, level, level);
      Path grey = studio.save(image, "grey.png");

      for (PictureFormat format : PictureFormat.values()) {
        made(grey, "image/png", format).shows(0.5, 0.5, before, 4);
      }
    }
  }

  @Test
  void palettesAreColours() throws Exception {
    Path palette = quarters("palette.png", BufferedImage.TYPE_BYTE_INDEXED);
    made(palette, "image/png", PictureFormat.WEBP).showsQuarters(RED, GREEN, BLUE, WHITE);

    Path gif = quarters("palette.gif", BufferedImage.TYPE_BYTE_INDEXED);
    made(gif, "image/gif", PictureFormat.JPEG).showsQuarters(RED, GREEN, BLUE, WHITE);
  }

  @ParameterizedTest
  @EnumSource(
      value = PictureFormat.class,
      names = {"PNG", "WEBP", "AVIF", "GIF"})
  void transparencyIsKept(PictureFormat format) throws Exception {
    made(halfClear(), "image/png", format)
        .shows(0.25, 0.5, RED, 12)
        .shows(0.48, 0.5, RED, 40)
        .shows(0.95, 0.5, new Color(0, 0, 0, 0), 255);
    BufferedImage seen =
        studio.look(studio.render(halfClear(), "image/png", Studio.fill(60, 40, format)));
    assertThat(new Color(seen.getRGB(55, 20), true).getAlpha()).isZero();
  }

  @Test
  void whatIsClearIsWhiteInAJpeg() throws Exception {
    made(halfClear(), "image/png", PictureFormat.JPEG)
        .shows(0.25, 0.5, RED, 12)
        .shows(0.9, 0.5, WHITE, 4);
  }

  private Path halfClear() throws Exception {
    BufferedImage image = new BufferedImage(120, 80, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(RED);
    graphics.fillRect(0, 0, 60, 80);
    graphics.dispose();
    return studio.save(image, "clear.png");
  }

  @Test
  void aBrokenProfileIsIgnored() throws Exception {
    Path source =
        studio.made(
            quarters("source.png", BufferedImage.TYPE_INT_RGB),
            "broken.jpg",
            "jpegsave",
            image -> image,
            save -> save);
    BrokenProfile.put(source);

    made(source, "image/jpeg", PictureFormat.PNG).showsQuarters(RED, GREEN, BLUE, WHITE);
  }

  private BufferedImage changed(PictureAdjustments looks, Color colour) throws Exception {
    BufferedImage image = new BufferedImage(80, 80, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(colour);
    graphics.fillRect(0, 0, 40, 80);
    graphics.dispose();
    Path source = studio.save(image, "plain.png");
    return studio.look(
        studio.render(
            source, "image/png", Studio.with(looks, Studio.fill(80, 80, PictureFormat.PNG))));
  }

  private void assertChanged(PictureAdjustments looks, Color before, Color after) throws Exception {
    new PictureAssert(changed(looks, before)).shows(0.25, 0.5, after, 2);
  }

  @Test
  void looksChangeAsTheFiltersOfAPageDo() throws Exception {
    Optional<Sharpening> none = Optional.empty();
    Color before = new Color(100, 60, 20);

    assertChanged(new PictureAdjustments(none, 50, 0, 0, 0, 0), before, new Color(150, 90, 30));
    assertChanged(new PictureAdjustments(none, -100, 0, 0, 0, 0), before, Color.BLACK);
    assertChanged(new PictureAdjustments(none, 0, 100, 0, 0, 0), before, new Color(73, 0, 0));
    assertChanged(new PictureAdjustments(none, 0, -100, 0, 0, 0), before, new Color(127, 127, 127));
    assertChanged(new PictureAdjustments(none, 0, 0, -100, 0, 0), before, new Color(66, 66, 66));
    assertChanged(new PictureAdjustments(none, 0, 0, 0, 180, 0), before, new Color(31, 71, 111));
  }

  @Test
  void blurMixesNeighboursAndTheWholeAtTheEnd() throws Exception {
    Optional<Sharpening> none = Optional.empty();
    Color light = new Color(200, 200, 200);
    BufferedImage little = changed(new PictureAdjustments(none, 0, 0, 0, 0, 5), light);
    BufferedImage much = changed(new PictureAdjustments(none, 0, 0, 0, 0, 100), light);

    assertThat(new Color(little.getRGB(2, 40)).getRed()).isGreaterThan(190);
    assertThat(new Color(little.getRGB(40, 40)).getRed()).isBetween(70, 130);
    assertThat(new Color(much.getRGB(2, 40)).getRed() - new Color(much.getRGB(77, 40)).getRed())
        .isLessThan(150);
  }

  @Test
  void sharpeningDeepensEdgesButNotBelowTheThreshold() throws Exception {
    Color grey = new Color(100, 100, 100);
    BufferedImage sharp =
        changed(
            new PictureAdjustments(Optional.of(new Sharpening(2, 1, 0.01)), 0, 0, 0, 0, 0), grey);
    BufferedImage same =
        changed(
            new PictureAdjustments(Optional.of(new Sharpening(2, 1, 200)), 0, 0, 0, 0, 0), grey);
    BufferedImage wide =
        changed(
            new PictureAdjustments(Optional.of(new Sharpening(500, 10, 0)), 0, 0, 0, 0, 0), grey);

    assertThat(new Color(sharp.getRGB(39, 40)).getRed()).isGreaterThan(120);
    assertThat(new Color(sharp.getRGB(5, 40)).getRed()).isEqualTo(100);
    assertThat(new Color(same.getRGB(39, 40)).getRed()).isEqualTo(100);
    assertThat(new Color(wide.getRGB(10, 40)).getRed()).isGreaterThan(200);
  }
}
