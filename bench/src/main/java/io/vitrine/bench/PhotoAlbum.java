package io.vitrine.bench;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/** Many JPEG files of a few motifs, each file with bytes of its own. */
final class PhotoAlbum {
  private static final int MOTIFS = 20;

  private PhotoAlbum() {}

  /** Writes so many files of this size into a folder. */
  static List<Path> write(Path folder, int count, int width, int height) throws IOException {
    List<byte[]> motifs = new ArrayList<>();
    for (int i = 0; i < MOTIFS; i++) {
      motifs.add(motif(width, height, i));
    }
    List<Path> files = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Path file = folder.resolve("photo-%05d.jpg".formatted(i));
      write(file, motifs.get(i % MOTIFS), "photo %05d".formatted(i));
      files.add(file);
    }
    return files;
  }

  /** Soft shapes with some grain, which cost a decoder what photos cost. */
  private static byte[] motif(int width, int height, int seed) throws IOException {
    Random random = new Random(seed);
    double red = random.nextDouble(0.01, 0.05);
    double green = random.nextDouble(0.01, 0.05);
    double blue = random.nextDouble(0.01, 0.05);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int grain = random.nextInt(16);
        image.setRGB(
            x,
            y,
            level(x * red, y * blue, grain) << 16
                | level(x * green, y * red, grain) << 8
                | level(x * blue, y * green, grain));
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "jpg", bytes);
    return bytes.toByteArray();
  }

  private static int level(double across, double down, int grain) {
    return (int) (119 + 110 * Math.sin(across) * Math.cos(down)) + grain;
  }

  /** A comment behind the first marker (ITU-T T.81 B.2.4.5) makes it another file. */
  private static void write(Path file, byte[] motif, String comment) throws IOException {
    byte[] text = comment.getBytes(StandardCharsets.US_ASCII);
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(motif, 0, 2);
      out.write(new byte[] {(byte) 0xff, (byte) 0xfe, 0, (byte) (text.length + 2)});
      out.write(text);
      out.write(motif, 2, motif.length - 2);
    }
  }
}
