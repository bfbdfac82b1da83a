package io.vitrine;

import io.vitrine.media.PictureException;
import io.vitrine.media.PictureException.Reason;
import io.vitrine.media.PictureFormat;
import io.vitrine.media.PictureGeometry;
import io.vitrine.media.PictureRenderer;
import io.vitrine.media.PictureStep;
import io.vitrine.media.PixelSize;
import io.vitrine.media.Transformation;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;

/** Makes real pictures with Java's own means, and lets a test see and hold up the work. */
final class AwtRenderer implements PictureRenderer {
  final AtomicInteger rendered = new AtomicInteger();

  /** What is taken for each picture; without a permit the work waits. */
  final Semaphore gate = new Semaphore(Integer.MAX_VALUE / 2);

  @Override
  public void render(Path source, String mimeType, Transformation transformation, Path target)
      throws PictureException, InterruptedException {
    rendered.incrementAndGet();
    gate.acquire();
    try {
      BufferedImage picture = ImageIO.read(source.toFile());
      if (picture == null) {
        throw new PictureException(Reason.CORRUPT, "not a picture");
      }
      PixelSize size = new PixelSize(picture.getWidth(), picture.getHeight());
      List<PictureStep> steps = PictureGeometry.steps(transformation.operations(), size);
      for (PictureStep step : steps) {
        picture = done(picture, step);
      }
      String format = transformation.format().name().toLowerCase(Locale.ROOT);
      if (!ImageIO.write(opaque(picture), format, target.toFile())) {
        throw new PictureException(Reason.UNSUPPORTED, "cannot write " + format);
      }
    } catch (IOException failure) {
      throw new PictureException(Reason.CORRUPT, failure.toString(), failure);
    }
  }

  private static BufferedImage done(BufferedImage picture, PictureStep step) {
    return switch (step) {
      case PictureStep.Cut(int x, int y, int width, int height) ->
          picture.getSubimage(x, y, width, height);
      case PictureStep.SmartCut(int width, int height) -> picture.getSubimage(0, 0, width, height);
      case PictureStep.Scale(int width, int height) -> drawn(picture, width, height);
    };
  }

  private static BufferedImage opaque(BufferedImage picture) {
    return drawn(picture, picture.getWidth(), picture.getHeight());
  }

  private static BufferedImage drawn(BufferedImage picture, int width, int height) {
    BufferedImage drawn = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = drawn.createGraphics();
    graphics.drawImage(picture, 0, 0, width, height, null);
    graphics.dispose();
    return drawn;
  }

  @Override
  public Set<PictureFormat> formats() {
    return EnumSet.of(PictureFormat.JPEG, PictureFormat.PNG, PictureFormat.GIF);
  }
}
