package io.vitrine.media.imaging;

import io.vitrine.media.Rgb;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The few colours that a picture is made of. Pixels are counted in bins of 4 bits a band. The first
 * colour is the fullest bin; each next one is the bin that is at the same time full and far from
 * those that are chosen; then every bin goes to the nearest, and a colour is the mean of its bins.
 */
final class Palette {
  private static final int COLOURS = 10;
  private static final int BINS = 1 << 12;

  /** Colours nearer than this look like shades of one. */
  private static final double SHADES = 0.08;

  /** Of all that is seen: less is noise, or the seam between two colours. */
  private static final double LEAST_SHARE = 0.005;

  /** Less than half opaque is rather not seen. */
  private static final int SEEN = 128;

  private final List<Bin> bins;
  private final long seen;

  private Palette(List<Bin> bins) {
    this.bins = bins;
    this.seen = bins.stream().mapToLong(Bin::count).sum();
  }

  /** Pixels of nearly one colour. */
  private record Bin(long count, long r, long g, long b, OkLab colour) {
    private static Bin of(long count, long r, long g, long b) {
      return new Bin(count, r, g, b, OkLab.of(mean(count, r, g, b)));
    }

    private Rgb mean() {
      return mean(count, r, g, b);
    }

    private static Rgb mean(long count, long r, long g, long b) {
      long half = count / 2;
      return new Rgb(
          (int) ((r + half) / count), (int) ((g + half) / count), (int) ((b + half) / count));
    }
  }

  /** Of a picture; without a colour when nothing of it is to be seen. */
  static Palette of(Pixels pixels) {
    int[] counts = new int[BINS];
    long[][] sums = new long[BINS][];
    for (int i = 0; i < pixels.count(); i++) {
      if (pixels.opacity(i) < SEEN) {
        continue;
      }
      int r = pixels.value(i, 0);
      int g = pixels.value(i, 1);
      int b = pixels.value(i, 2);
      int bin = (r >> 4) << 8 | (g >> 4) << 4 | b >> 4;
      if (counts[bin]++ == 0) {
        sums[bin] = new long[3];
      }
      sums[bin][0] += r;
      sums[bin][1] += g;
      sums[bin][2] += b;
    }
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < BINS; i++) {
      if (counts[i] > 0) {
        bins.add(Bin.of(counts[i], sums[i][0], sums[i][1], sums[i][2]));
      }
    }
    return new Palette(merged(bins));
  }

  private static List<Bin> merged(List<Bin> bins) {
    List<Bin> chosen = chosen(bins);
    long[][] sums = new long[chosen.size()][4];
    for (Bin bin : bins) {
      long[] sum = sums[nearest(bin, chosen)];
      sum[0] += bin.count();
      sum[1] += bin.r();
      sum[2] += bin.g();
      sum[3] += bin.b();
    }
    List<Bin> merged = new ArrayList<>();
    for (long[] sum : sums) {
      merged.add(Bin.of(sum[0], sum[1], sum[2], sum[3]));
    }
    merged.sort(Comparator.comparingLong(Bin::count).reversed());
    return merged;
  }

  private static List<Bin> chosen(List<Bin> bins) {
    List<Bin> chosen = new ArrayList<>();
    double[] distances = new double[bins.size()];
    Arrays.fill(distances, 1);
    while (chosen.size() < COLOURS) {
      int best = -1;
      double most = 0;
      for (int i = 0; i < distances.length; i++) {
        double rank = bins.get(i).count() * distances[i] * distances[i];
        if (distances[i] > SHADES && rank > most) {
          most = rank;
          best = i;
        }
      }
      if (best < 0) {
        return chosen;
      }
      Bin next = bins.get(best);
      chosen.add(next);
      for (int i = 0; i < distances.length; i++) {
        distances[i] = Math.min(distances[i], bins.get(i).colour().distance(next.colour()));
      }
    }
    return chosen;
  }

  private static int nearest(Bin bin, List<Bin> chosen) {
    int nearest = 0;
    double least = Double.MAX_VALUE;
    for (int i = 0; i < chosen.size(); i++) {
      double distance = bin.colour().distance(chosen.get(i).colour());
      if (distance < least) {
        least = distance;
        nearest = i;
      }
    }
    return nearest;
  }

  /** The most frequent first. */
  List<Rgb> colours() {
    return frequent().stream().map(Bin::mean).toList();
  }

  /**
   * The colour that one remembers: among the frequent ones the one that stands out by being
   * colourful. A colour of four times the area counts twice; among greys area alone decides.
   */
  Optional<Rgb> prominent() {
    return frequent().stream()
        .max(
            Comparator.comparingDouble(
                bin -> Math.sqrt((double) bin.count()) * (0.04 + bin.colour().chroma())))
        .map(Bin::mean);
  }

  private List<Bin> frequent() {
    return bins.stream().filter(bin -> bin.count() >= seen * LEAST_SHARE).toList();
  }
}
