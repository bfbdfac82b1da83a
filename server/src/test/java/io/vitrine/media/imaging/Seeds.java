package io.vitrine.media.imaging;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Small pictures of every kind that is read, 160 by 120 pixels where nothing else is said. */
record Seeds(Studio studio) {

  /** One of them. */
  record Seed(Path path, String mimeType) {

    boolean isCalled(String name) {
      return path.endsWith(name);
    }

    byte[] bytes() throws IOException {
      return Files.readAllBytes(path);
    }
  }

  List<Seed> all() throws IOException {
    List<Seed> seeds = new ArrayList<>();
    Path rgb = studio.save(Studio.scenery(160, 120), "seed.png");
    seeds.add(new Seed(rgb, "image/png"));
    seeds.add(new Seed(studio.save(Studio.scenery(160, 120), "seed.jpg"), "image/jpeg"));
    seeds.add(
        new Seed(
            studio.save(Studio.quarters(160, 120, BufferedImage.TYPE_BYTE_INDEXED), "seed.gif"),
            "image/gif"));
    seeds.add(
        new Seed(
            studio.save(Studio.quarters(160, 120, BufferedImage.TYPE_INT_ARGB), "alpha.png"),
            "image/png"));
    seeds.add(made(rgb, "progressive.jpg", "jpegsave", "image/jpeg", "interlace", "true"));
    seeds.add(made(rgb, "full.jpg", "jpegsave", "image/jpeg", "subsample-mode", "off"));
    seeds.add(made(rgb, "interlaced.png", "pngsave", "image/png", "interlace", "true"));
    seeds.add(made(rgb, "palette.png", "pngsave", "image/png", "palette", "true"));
    seeds.add(made(rgb, "lossy.webp", "webpsave", "image/webp", "Q", "70"));
    seeds.add(made(rgb, "lossless.webp", "webpsave", "image/webp", "lossless", "true"));
    seeds.add(made(rgb, "plain.gif", "gifsave", "image/gif", "effort", "2"));
    seeds.add(made(rgb, "seed.avif", "heifsave", "image/avif", "compression", "av1"));
    seeds.add(made(rgb, "plain.tif", "tiffsave", "image/tiff", "compression", "none"));
    seeds.add(made(rgb, "lzw.tif", "tiffsave", "image/tiff", "compression", "lzw"));
    seeds.add(made(rgb, "deflate.tif", "tiffsave", "image/tiff", "compression", "deflate"));
    seeds.add(made(rgb, "jpeg.tif", "tiffsave", "image/tiff", "compression", "jpeg"));
    seeds.add(made(rgb, "tiled.tif", "tiffsave", "image/tiff", "tile", "true"));
    seeds.add(
        new Seed(
            studio.made(rgb, "moving.gif", "gifsave", image -> image.with("page-height", 30)),
            "image/gif"));
    seeds.add(
        new Seed(
            studio.made(rgb, "moving.webp", "webpsave", image -> image.with("page-height", 30)),
            "image/webp"));
    seeds.add(new Seed(heic(), "image/heic"));
    seeds.add(new Seed(studio.save(Studio.scenery(160, 120), "seed.bmp"), "image/bmp"));
    seeds.add(new Seed(Icons.of32Bits(studio.file("seed.ico"), 40, 30), "image/x-icon"));
    return seeds;
  }

  private Seed made(
      Path source, String name, String saver, String mimeType, String option, String value) {
    return new Seed(
        studio.made(source, name, saver, image -> image, save -> save.set(option, value)),
        mimeType);
  }

  private Path heic() throws IOException {
    Path path = studio.file("seed.heic");
    try (InputStream in = Probe.class.getResourceAsStream("probe.heic")) {
      Files.copy(in, path, StandardCopyOption.REPLACE_EXISTING);
    }
    return path;
  }

  /** Cut off, or with a few bytes that are others. */
  static byte[] mutated(byte[] bytes, Random random) {
    byte[] changed = bytes.clone();
    if (random.nextInt(8) == 0) {
      return Arrays.copyOf(changed, random.nextInt(changed.length));
    }
    // Headers decide the most: half of the changes fall there.
    int reach = random.nextBoolean() ? Math.min(changed.length, 200) : changed.length;
    for (int i = 1 + random.nextInt(6); i > 0; i--) {
      changed[random.nextInt(reach)] = (byte) random.nextInt(256);
    }
    return changed;
  }
}
