package io.vitrine.media.imaging;

import static java.awt.Color.BLUE;
import static java.awt.Color.GREEN;
import static java.awt.Color.RED;
import static java.awt.Color.WHITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vitrine.media.PictureException;
import io.vitrine.media.PictureException.Reason;
import io.vitrine.media.PictureFormat;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** BMP and ICO, which are read by ourselves: the files are written by Java, or by hand. */
class BitmapIT {
  private static final int WIDTH = 99;
  private static final int HEIGHT = 70;

  @TempDir private Path folder;
  private Studio studio;

  @BeforeEach
  void openStudio() {
    studio = Studio.in(folder);
  }

  private PictureAssert seen(Path source, String mimeType, PictureFormat format) throws Exception {
    return new PictureAssert(
        studio.look(studio.render(source, mimeType, Studio.fill(WIDTH, HEIGHT, format))));
  }

  private PictureAssert seenBmp(Path source) throws Exception {
    return seen(source, "image/bmp", PictureFormat.PNG);
  }

  @ParameterizedTest
  @CsvSource({
    "1, BI_RGB, false",
    "4, BI_RGB, false",
    "4, BI_RLE4, false",
    "8, BI_RGB, true",
    "8, BI_RLE8, false",
    "16, BI_RGB, false",
    "16, BI_BITFIELDS, false",
    "24, BI_RGB, false",
    "24, BI_RGB, true",
  })
  void pixelsOfAllKindsAreRead(int bits, String packing, boolean topDown) throws Exception {
    Path source = written(image(bits, packing), packing, topDown);
    ByteBuffer header = ByteBuffer.wrap(Files.readAllBytes(source)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(header.getShort(28)).as("bits, as Java has written them").isEqualTo((short) bits);

    PictureAssert seen = seenBmp(source).hasSize(WIDTH, HEIGHT);

    if (bits == 1) {
      seen.shows(0.25, 0.25, RED, 2).shows(0.75, 0.25, GREEN, 2);
    } else {
      seen.showsQuarters(RED, GREEN, BLUE, WHITE);
    }
    assertThat(seen.image().getColorModel().hasAlpha()).isFalse();
  }

  private static BufferedImage image(int bits, String packing) {
    BufferedImage image =
        switch (bits) {
          case 1, 4 ->
              new BufferedImage(
                  WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_BINARY, model(bits, 1 << bits));
          case 8 ->
              new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_INDEXED, model(bits, 256));
          case 16 ->
              new BufferedImage(
                  WIDTH,
                  HEIGHT,
                  packing.equals("BI_RGB")
                      ? BufferedImage.TYPE_USHORT_555_RGB
                      : BufferedImage.TYPE_USHORT_565_RGB);
          default -> new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        };
    BufferedImage quarters = Studio.quarters(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        image.setRGB(x, y, quarters.getRGB(x, y));
      }
    }
    return image;
  }

  /** Red, green, blue and white, as far as there is room, then black. */
  private static IndexColorModel model(int bits, int colours) {
    byte[] red = Arrays.copyOf(new byte[] {-1, 0, 0, -1}, colours);
    byte[] green = Arrays.copyOf(new byte[] {0, -1, 0, -1}, colours);
    byte[] blue = Arrays.copyOf(new byte[] {0, 0, -1, -1}, colours);
    return new IndexColorModel(bits, colours, red, green, blue);
  }

  private Path written(BufferedImage image, String packing, boolean topDown) throws IOException {
    Path path = folder.resolve("source.bmp");
    ImageWriter writer = ImageIO.getImageWritersByFormatName("bmp").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(path.toFile())) {
      writer.setOutput(out);
      ImageWriteParam wish = writer.getDefaultWriteParam();
      wish.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      wish.setCompressionType(packing);
      ((javax.imageio.plugins.bmp.BMPImageWriteParam) wish).setTopDown(topDown);
      writer.write(null, new IIOImage(image, null, null), wish);
    } finally {
      writer.dispose();
    }
    return path;
  }

  @Test
  void theFourthByteOfAPixelMeansNothingUnlessAMaskTellsSo() throws Exception {
    ByteBuffer bytes = ByteBuffer.wrap(new byte[138 + 8]).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) 'B').put((byte) 'M').putInt(10, 138).putInt(14, 124);
    bytes.putInt(18, 2).putInt(22, 1).putShort(26, (short) 1).putShort(28, (short) 32);
    bytes.putInt(138, 0x40ff0000).putInt(142, 0x000000ff);
    Path plain = Files.write(folder.resolve("plain.bmp"), bytes.array());
    seenBmp(plain).shows(0.01, 0.5, RED, 2).shows(0.99, 0.5, BLUE, 2);

    bytes.putInt(30, 3);
    bytes.putInt(54, 0xff0000).putInt(58, 0xff00).putInt(62, 0xff).putInt(66, 0xff000000);
    Path masked = Files.write(folder.resolve("masked.bmp"), bytes.array());
    PictureAssert seen = seenBmp(masked).shows(0.01, 0.5, new Color(255, 0, 0, 64), 8);
    assertThat(seen.image().getRGB(WIDTH - 1, 0) >>> 24).isLessThan(8);
  }

  @Test
  void thePixelsAreThoseOfTheFile() throws Exception {
    BufferedImage scenery = Studio.scenery(WIDTH, HEIGHT);
    BufferedImage packed = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    packed.getGraphics().drawImage(scenery, 0, 0, null);

    BufferedImage seen = seenBmp(written(packed, "BI_RGB", false)).image();

    assertThat(PictureAssert.difference(seen, scenery)).isZero();
  }

  @Test
  void runsOfSceneryAreThoseOfTheFile() throws Exception {
    BufferedImage indexed = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_INDEXED);
    indexed.getGraphics().drawImage(Studio.scenery(WIDTH, HEIGHT), 0, 0, null);

    BufferedImage seen = seenBmp(written(indexed, "BI_RLE8", false)).image();

    assertThat(PictureAssert.difference(seen, indexed)).isZero();
  }

  @Test
  void opacityOfAnIconIsKept() throws Exception {
    Path icon = Icons.of32Bits(folder.resolve("a.ico"), WIDTH, HEIGHT);

    seen(icon, "image/x-icon", PictureFormat.PNG)
        .hasSize(WIDTH, HEIGHT)
        .shows(0.5, 0.2, RED, 2)
        .shows(0.2, 0.8, new Color(255, 0, 0, 128), 2)
        .shows(0.8, 0.8, new Color(0, 0, 0, 0), 2);
    seen(icon, "image/x-icon", PictureFormat.JPEG).shows(0.8, 0.8, WHITE, 4);
  }

  @Test
  void theMaskOfAnIconHidesPixels() throws Exception {
    seen(Icons.of1Bit(folder.resolve("a.ico")), "image/x-icon", PictureFormat.PNG)
        .shows(0.2, 0.2, RED, 2)
        .shows(0.8, 0.2, BLUE, 2)
        .shows(0.5, 0.9, new Color(0, 0, 0, 0), 2);
  }

  @Test
  void aPngInAnIconIsRead() throws Exception {
    Path png = studio.save(Studio.quarters(256, 256, BufferedImage.TYPE_INT_RGB), "a.png");
    Path icon = Icons.ofPng(folder.resolve("a.ico"), Files.readAllBytes(png));

    seen(icon, "image/vnd.microsoft.icon", PictureFormat.PNG)
        .showsQuarters(RED, GREEN, BLUE, WHITE);
  }

  @Test
  void whatIsTooLargeDamagedOrForeignIsRefused() throws Exception {
    Path source = written(image(24, "BI_RGB"), "BI_RGB", false);

    assertRefused(with(source, 18, 30_001), "image/bmp", Reason.TOO_LARGE);
    assertRefused(with(with(source, 18, 20_000), 22, -20_000), "image/bmp", Reason.TOO_LARGE);
    assertRefused(with(source, 18, 5_000), "image/bmp", Reason.CORRUPT);
    assertRefused(with(source, 18, -5), "image/bmp", Reason.CORRUPT);
    assertRefused(with(source, 22, Integer.MIN_VALUE), "image/bmp", Reason.CORRUPT);
    // A JPEG or PNG inside is for printers only.
    assertRefused(with(source, 30, 4), "image/bmp", Reason.UNSUPPORTED);
    assertRefused(source, "image/x-icon", Reason.CORRUPT);
    assertRefused(
        Icons.of32Bits(folder.resolve("a.ico"), WIDTH, HEIGHT), "image/bmp", Reason.CORRUPT);
    assertRefused(
        Icons.ofPng(
            folder.resolve("b.ico"),
            Files.readAllBytes(Bombs.png(folder.resolve("a.png"), 65_535, 65_535))),
        "image/x-icon",
        Reason.TOO_LARGE);
  }

  private Path with(Path source, int at, int number) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(source)).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(at, number);
    return Files.write(Files.createTempFile(folder, "changed", ".bmp"), bytes.array());
  }

  private void assertRefused(Path source, String mimeType, Reason reason) {
    assertThatExceptionOfType(PictureException.class)
        .isThrownBy(() -> studio.render(source, mimeType, Studio.fill(8, 8, PictureFormat.PNG)))
        .matches(failure -> failure.reason() == reason, "for " + reason);
  }
}
