package io.vitrine.media.imaging;

import io.vitrine.media.PictureAdjustments;
import io.vitrine.media.PictureAnchor;
import io.vitrine.media.PictureException;
import io.vitrine.media.PictureFormat;
import io.vitrine.media.PictureOperation;
import io.vitrine.media.PixelSize;
import io.vitrine.media.Transformation;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;

/** Makes the pictures that tests need, and looks at pictures of all formats. */
final class Studio {
  private final Libvips vips;
  private final Path folder;

  private Studio(Libvips vips, Path folder) {
    this.vips = vips;
    this.folder = folder;
  }

  /** Tests that need libvips are skipped where there is none. */
  static Studio in(Path folder) {
    try {
      return new Studio(Libvips.start(settings(folder).candidates(), 1), folder);
    } catch (VipsFailure missing) {
      return Assumptions.abort("no libvips here: " + missing.getMessage());
    }
  }

  static ImagingSettings settings(Path folder) {
    return ImagingSettings.forMachine(
        java.util.Optional.empty(), folder.resolve("scratch"), 2, 8L << 30);
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** Red, green over blue, white. */
  static BufferedImage quarters(int width, int height, int type) {
    BufferedImage image = new BufferedImage(width, height, type);
    Graphics2D graphics = image.createGraphics();
    Color[] colours = {Color.RED, Color.GREEN, Color.BLUE, Color.WHITE};
    for (int i = 0; i < 4; i++) {
      graphics.setColor(colours[i]);
      graphics.fillRect(
          i % 2 * (width / 2), i / 2 * (height / 2), width - width / 2, height - height / 2);
    }
    graphics.dispose();
    return image;
  }

  /** Colours that change everywhere, and edges. */
  static BufferedImage scenery(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int wave = (int) (127 + 120 * Math.sin(x / 9.0) * Math.cos(y / 13.0));
        image.setRGB(x, y, (x * 255 / width) << 16 | (y * 255 / height) << 8 | wave);
      }
    }
    return image;
  }

  Path save(BufferedImage image, String name) throws IOException {
    Path path = file(name);
    if (!ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), path.toFile())) {
      throw new IOException("no writer for " + name);
    }
    return path;
  }

  /** Makes a picture of another one with the library. */
  Path made(Path source, String name, String saver, Function<VipsImage, VipsImage> change) {
    return made(source, name, saver, change, save -> save);
  }

  Path made(
      Path source,
      String name,
      String saver,
      Function<VipsImage, VipsImage> change,
      Function<VipsOperation, VipsOperation> options) {
    try (VipsSession session = new VipsSession(vips)) {
      Path path = file(name);
      options
          .apply(
              change
                  .apply(load(session, source))
                  .operation(saver)
                  .text("filename", path.toString()))
          .run();
      return path;
    }
  }

  private static VipsImage load(VipsSession session, Path source) {
    String name = source.toString();
    String loader =
        switch (name.substring(name.lastIndexOf('.') + 1)) {
          case "jpg" -> "jpegload";
          case "png" -> "pngload";
          case "gif" -> "gifload";
          case "webp" -> "webpload";
          case "avif", "heic" -> "heifload";
          default -> throw new IllegalArgumentException(name);
        };
    VipsOperation load = session.operation(loader).text("filename", name);
    if (loader.equals("gifload") || loader.equals("webpload")) {
      load.set("n", -1);
    }
    return load.output();
  }

  /** The pixels of a picture of any format; frames lie below each other. */
  BufferedImage look(Path picture) throws IOException {
    Path png = file(picture.getFileName() + ".look.png");
    made(picture, png.getFileName().toString(), "pngsave", image -> image);
    return ImageIO.read(png.toFile());
  }

  int number(Path picture, ImageNumber number) {
    try (VipsSession session = new VipsSession(vips)) {
      return load(session, picture).number(number);
    }
  }

  boolean has(Path picture, String field) {
    try (VipsSession session = new VipsSession(vips)) {
      return load(session, picture).has(field);
    }
  }

  /** Of all frames, below each other. */
  PixelSize size(Path picture) {
    return new PixelSize(number(picture, ImageNumber.WIDTH), number(picture, ImageNumber.HEIGHT));
  }

  static Transformation fill(int width, int height, PictureFormat format) {
    return as(format, new PictureOperation.Fill(width, height, PictureAnchor.CENTRE));
  }

  static Transformation as(PictureFormat format, PictureOperation... operations) {
    return new Transformation(
        List.of(operations), PictureAdjustments.NONE, format, OptionalInt.of(90), false, false);
  }

  static Transformation allFrames(Transformation transformation) {
    return new Transformation(
        transformation.operations(),
        transformation.adjustments(),
        transformation.format(),
        transformation.quality(),
        transformation.baseline(),
        true);
  }

  static Transformation with(PictureAdjustments looks, Transformation transformation) {
    return new Transformation(
        transformation.operations(),
        looks,
        transformation.format(),
        transformation.quality(),
        transformation.baseline(),
        transformation.allFrames());
  }

  /** A renderer without the processes, for what is about pixels only. */
  Path render(Path source, String mimeType, Transformation transformation) throws PictureException {
    Path target =
        file(source.getFileName() + "." + System.nanoTime() + "." + extension(transformation));
    Rendering.render(
        vips,
        new RenderOrder(source, mimeType, transformation, target),
        size -> io.vitrine.media.PictureGeometry.steps(transformation.operations(), size));
    return target;
  }

  private static String extension(Transformation transformation) {
    return switch (transformation.format()) {
      case JPEG -> "jpg";
      case PNG -> "png";
      case WEBP -> "webp";
      case AVIF -> "avif";
      case GIF -> "gif";
    };
  }
}
