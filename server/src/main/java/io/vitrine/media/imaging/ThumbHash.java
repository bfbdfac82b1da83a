package io.vitrine.media.imaging;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;

/**
 * A picture in some 25 bytes, to show while it loads: the waves that it is made of, the slow ones
 * only. The format, and the order of its bits, are those of github.com/evanw/thumbhash; its colours
 * are luminance, yellow to blue and red to green.
 */
final class ThumbHash {
  private final Pixels pixels;

  private ThumbHash(Pixels pixels) {
    this.pixels = pixels;
  }

  /**
   * Of a picture.
   *
   * @param pixels red, green, blue and perhaps opacity, not premultiplied; edges of 100 at most
   * @return Base64
   */
  static String of(Pixels pixels) {
    return Base64.getEncoder().encodeToString(new ThumbHash(pixels).bytes());
  }

  /** The mean, the waves one after another, each 0 to 1, and how high the highest is. */
  @SuppressWarnings("ArrayRecordComponent") // never leaves this class
  private record Waves(double mean, double[] heights, double scale) {}

  private byte[] bytes() {
    int count = pixels.count();
    double[] light = new double[count];
    double[] yellow = new double[count];
    double[] red = new double[count];
    double[] opacity = new double[count];
    boolean transparent = split(light, yellow, red, opacity);
    int longer = Math.max(pixels.width(), pixels.height());
    double limit = transparent ? 5 : 7;
    int across = Math.max(1, rounded(limit * pixels.width() / longer));
    int down = Math.max(1, rounded(limit * pixels.height() / longer));
    Waves l = waves(light, Math.max(3, across), Math.max(3, down));
    Waves p = waves(yellow, 3, 3);
    Waves q = waves(red, 3, 3);

    boolean landscape = pixels.width() > pixels.height();
    ByteArrayOutputStream hash = new ByteArrayOutputStream();
    int head =
        rounded(63 * l.mean())
            | rounded(31.5 + 31.5 * p.mean()) << 6
            | rounded(31.5 + 31.5 * q.mean()) << 12
            | rounded(31 * l.scale()) << 18
            | (transparent ? 1 << 23 : 0);
    int shape =
        (landscape ? down : across)
            | rounded(63 * p.scale()) << 3
            | rounded(63 * q.scale()) << 9
            | (landscape ? 1 << 15 : 0);
    hash.writeBytes(new byte[] {(byte) head, (byte) (head >> 8), (byte) (head >> 16)});
    hash.writeBytes(new byte[] {(byte) shape, (byte) (shape >> 8)});
    if (!transparent) {
      writeHalves(hash, l, p, q);
    } else {
      Waves a = waves(opacity, 5, 5);
      hash.write(rounded(15 * a.mean()) | rounded(15 * a.scale()) << 4);
      writeHalves(hash, l, p, q, a);
    }
    return hash.toByteArray();
  }

  /** Fills the channels, over the mean colour where one sees through; tells whether one does. */
  private boolean split(double[] light, double[] yellow, double[] red, double[] opacity) {
    double[] mean = new double[3];
    double sum = 0;
    for (int i = 0; i < light.length; i++) {
      opacity[i] = pixels.opacity(i) / 255.0;
      sum += opacity[i];
      for (int band = 0; band < 3; band++) {
        mean[band] += opacity[i] / 255 * pixels.value(i, band);
      }
    }
    if (sum > 0) {
      for (int band = 0; band < 3; band++) {
        mean[band] /= sum;
      }
    }
    for (int i = 0; i < light.length; i++) {
      double behind = 1 - opacity[i];
      double r = mean[0] * behind + opacity[i] / 255 * pixels.value(i, 0);
      double g = mean[1] * behind + opacity[i] / 255 * pixels.value(i, 1);
      double b = mean[2] * behind + opacity[i] / 255 * pixels.value(i, 2);
      light[i] = (r + g + b) / 3;
      yellow[i] = (r + g) / 2 - b;
      red[i] = r - g;
    }
    return sum < light.length;
  }

  /** The cosine transform, rows first: a wave of the plane is one across times one down. */
  private Waves waves(double[] channel, int across, int down) {
    double[][] rows = new double[across][pixels.height()];
    for (int cx = 0; cx < across; cx++) {
      double[] wave = wave(cx, pixels.width());
      for (int y = 0; y < pixels.height(); y++) {
        double sum = 0;
        int row = y * pixels.width();
        for (int x = 0; x < wave.length; x++) {
          sum += channel[row + x] * wave[x];
        }
        rows[cx][y] = sum;
      }
    }
    double mean = 0;
    double scale = 0;
    double[] heights = new double[across * down];
    int count = 0;
    for (int cy = 0; cy < down; cy++) {
      double[] wave = wave(cy, pixels.height());
      for (int cx = 0; cx * down < across * (down - cy); cx++) {
        double sum = 0;
        for (int y = 0; y < wave.length; y++) {
          sum += rows[cx][y] * wave[y];
        }
        double height = sum / pixels.count();
        if (cx == 0 && cy == 0) {
          mean = height;
        } else {
          heights[count++] = height;
          scale = Math.max(scale, Math.abs(height));
        }
      }
    }
    for (int i = 0; i < count && scale > 0; i++) {
      heights[i] = 0.5 + 0.5 / scale * heights[i];
    }
    return new Waves(mean, Arrays.copyOf(heights, count), scale);
  }

  private static double[] wave(int frequency, int length) {
    double[] wave = new double[length];
    for (int i = 0; i < length; i++) {
      wave[i] = Math.cos(Math.PI / length * frequency * (i + 0.5));
    }
    return wave;
  }

  /** Four bits for each wave, the first one in the lower half of its byte. */
  private static void writeHalves(ByteArrayOutputStream hash, Waves... channels) {
    double[] all =
        Arrays.stream(channels).flatMapToDouble(waves -> Arrays.stream(waves.heights())).toArray();
    for (int i = 0; i < all.length; i += 2) {
      int upper = i + 1 < all.length ? rounded(15 * all[i + 1]) : 0;
      hash.write(rounded(15 * all[i]) | upper << 4);
    }
  }

  private static int rounded(double value) {
    return (int) Math.round(value);
  }
}
