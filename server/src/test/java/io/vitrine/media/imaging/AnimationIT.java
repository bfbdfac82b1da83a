package io.vitrine.media.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vitrine.media.PictureAdjustments;
import io.vitrine.media.PictureException;
import io.vitrine.media.PictureException.Reason;
import io.vitrine.media.PictureFormat;
import io.vitrine.media.PictureOperation.Crop;
import io.vitrine.media.PictureOperation.CropPlace;
import io.vitrine.media.PictureOperation.Fit;
import io.vitrine.media.PictureOperation.SmartCrop;
import io.vitrine.media.PixelSize;
import io.vitrine.media.Transformation;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures that move. */
class AnimationIT {
  private static final int FRAMES = 12;
  private static final int WIDTH = 90;
  private static final int HEIGHT = 60;

  @TempDir private Path folder;
  private Studio studio;

  @BeforeEach
  void openStudio() {
    studio = Studio.in(folder);
  }

  /** A red bar on white that moves to the right, frame by frame. */
  private Path animation(String name) throws Exception {
    BufferedImage roll = new BufferedImage(WIDTH, HEIGHT * FRAMES, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = roll.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, WIDTH, HEIGHT * FRAMES);
    graphics.setColor(Color.RED);
    for (int i = 0; i < FRAMES; i++) {
      graphics.fillRect(i * WIDTH / FRAMES, i * HEIGHT, WIDTH / FRAMES + 1, HEIGHT);
    }
    graphics.dispose();
    return studio.made(
        studio.save(roll, "roll.png"),
        name,
        name.endsWith("gif") ? "gifsave" : "webpsave",
        image -> image.with("page-height", HEIGHT));
  }

  @ParameterizedTest
  @CsvSource({"gif,GIF", "gif,WEBP", "webp,GIF", "webp,WEBP"})
  void allFramesAreKept(String from, PictureFormat to) throws Exception {
    Path source = animation("source." + from);
    Transformation cutAndSmall =
        Studio.allFrames(
            Studio.as(to, new Crop(90, 30, 1, new CropPlace.Corner(0, 20)), new Fit(30, 30)));
    Path made = studio.render(source, "image/" + from, cutAndSmall);

    assertThat(studio.number(made, ImageNumber.FRAMES)).isEqualTo(FRAMES);
    assertThat(studio.number(made, ImageNumber.FRAME_HEIGHT)).isEqualTo(10);
    assertThat(studio.size(made)).isEqualTo(new PixelSize(30, 10 * FRAMES));
    assertThat(studio.has(made, "delay")).isTrue();
    BufferedImage seen = studio.look(made);
    for (int i = 0; i < FRAMES; i++) {
      double middle = ((i + 0.5) / FRAMES * WIDTH) / 3;
      Color bar = new Color(seen.getRGB((int) middle, i * 10 + 5));
      assertThat(bar.getGreen()).as("frame %d", i).isLessThan(60);
      Color beside = new Color(seen.getRGB((int) (middle + 10) % 30, i * 10 + 5));
      assertThat(beside.getGreen()).as("beside the bar of frame %d", i).isGreaterThan(200);
    }
  }

  @ParameterizedTest
  @CsvSource({"gif,JPEG", "gif,PNG", "webp,AVIF", "webp,PNG"})
  void otherFormatsShowTheFirstFrame(String from, PictureFormat to) throws Exception {
    Path made =
        studio.render(
            animation("source." + from),
            "image/" + from,
            Studio.allFrames(Studio.fill(45, 30, to)));

    new PictureAssert(studio.look(made)).hasSize(45, 30).shows(0.03, 0.5, Color.RED, 40);
  }

  @Test
  void theFirstFrameIsShownWhenNotAllAreAskedFor() throws Exception {
    for (PictureFormat format : new PictureFormat[] {PictureFormat.GIF, PictureFormat.WEBP}) {
      Path made = studio.render(animation("source.gif"), "image/gif", Studio.fill(45, 30, format));
      assertThat(studio.size(made)).isEqualTo(new PixelSize(45, 30));
    }
  }

  @Test
  void allFramesAreCutAndChangedAlike() throws Exception {
    Transformation wanted =
        Studio.with(
            new PictureAdjustments(
                Optional.of(new PictureAdjustments.Sharpening(0.66, 1, 0.01)), 10, 5, -20, 30, 1),
            Studio.allFrames(Studio.as(PictureFormat.WEBP, new SmartCrop(30, 40))));
    Path made = studio.render(animation("source.gif"), "image/gif", wanted);

    // Frames that have become equal are one that is shown for longer.
    assertThat(studio.number(made, ImageNumber.FRAMES)).isBetween(2, FRAMES);
    assertThat(studio.number(made, ImageNumber.FRAME_HEIGHT)).isEqualTo(40);
    assertThat(studio.number(made, ImageNumber.WIDTH)).isEqualTo(30);
  }

  @Test
  void anAnimationTurnsByItsExif() throws Exception {
    Path source =
        studio.made(
            animation("source.webp"),
            "turned.webp",
            "webpsave",
            image -> image.with("orientation", 6).with("page-height", HEIGHT));
    assertThat(studio.number(source, ImageNumber.ORIENTATION)).isEqualTo(6);
    Path made =
        studio.render(
            source,
            "image/webp",
            Studio.allFrames(Studio.as(PictureFormat.WEBP, new Fit(500, 500))));

    assertThat(studio.size(made)).isEqualTo(new PixelSize(HEIGHT, WIDTH * FRAMES));
  }

  @ParameterizedTest
  @CsvSource({"GIF", "WEBP"})
  void aHundredThousandFramesAreTooMany(PictureFormat format) throws Exception {
    Path source = Bombs.gifOfFrames(folder.resolve("many.gif"), 100_000);

    assertThatExceptionOfType(PictureException.class)
        .isThrownBy(
            () -> studio.render(source, "image/gif", Studio.allFrames(Studio.fill(10, 10, format))))
        .matches(failure -> failure.reason() == Reason.TOO_LARGE)
        .withMessageContaining("frames");
  }
}
