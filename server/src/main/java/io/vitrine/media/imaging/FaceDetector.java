package io.vitrine.media.imaging;

import io.vitrine.media.Face;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds faces that look at the viewer. The picture is looked over again and again, each time a
 * little smaller, so that faces of all sizes once fill the window of the cascade. A real face is
 * found many times, a little beside and a little larger: hits that agree are one face, and lonely
 * ones are mistakes.
 */
final class FaceDetector {
  private static final double NEXT_SIZE = 1.12;

  /** Faces smaller than this share of the longer edge are a crowd, not a portrait. */
  private static final double LEAST_SHARE = 0.04;

  private static final int MOST_FACES = 100;

  /** Fifty each, so that a picture made to be full of them costs no more than others. */
  private static final int MOST_HITS = 5_000;

  private final HaarCascade cascade;

  FaceDetector(HaarCascade cascade) {
    this.cascade = cascade;
  }

  /**
   * With what a file knows of faces.
   *
   * @throws IOException when it cannot be read
   */
  static FaceDetector read(Path cascade) throws IOException {
    return new FaceDetector(HaarCascade.read(cascade));
  }

  /** The faces of a grey picture, in its pixels, the surest first; 100 at most. */
  List<Face> faces(Pixels grey) {
    List<FaceHits.Hit> hits = new ArrayList<>();
    int longer = Math.max(grey.width(), grey.height());
    double least = Math.max(cascade.width(), LEAST_SHARE * longer);
    double most = Math.min(grey.width(), grey.height());
    for (double edge = least; edge <= most; edge *= NEXT_SIZE) {
      double times = edge / cascade.width();
      int width = (int) Math.round(grey.width() / times);
      int height = (int) Math.round(grey.height() / times);
      int size = (int) Math.round(edge);
      new CascadeScan(cascade, scaled(grey, width, height), width, height)
          .scan(
              (x, y) -> {
                if (hits.size() < MOST_HITS) {
                  hits.add(
                      new FaceHits.Hit(
                          (int) Math.round(x * times), (int) Math.round(y * times), size));
                }
              });
    }
    return FaceHits.faces(hits).stream()
        .sorted(Comparator.comparingDouble(Face::confidence).reversed())
        .limit(MOST_FACES)
        .toList();
  }

  /** Between the four nearest pixels; sizes follow each other closely enough for that. */
  private static byte[] scaled(Pixels grey, int width, int height) {
    byte[] scaled = new byte[width * height];
    byte[] source = grey.bytes();
    double perX = (double) grey.width() / width;
    double perY = (double) grey.height() / height;
    int[] left = new int[width];
    int[] share = new int[width];
    for (int x = 0; x < width; x++) {
      double at = Math.clamp((x + 0.5) * perX - 0.5, 0, grey.width() - 1.001);
      left[x] = (int) Math.max(at, 0);
      share[x] = (int) ((Math.max(at, 0) - left[x]) * 256);
    }
    int right = grey.width() > 1 ? 1 : 0;
    int under = grey.height() > 1 ? grey.width() : 0;
    for (int y = 0; y < height; y++) {
      double at = Math.max(Math.clamp((y + 0.5) * perY - 0.5, 0, grey.height() - 1.001), 0);
      int top = (int) at;
      int down = (int) ((at - top) * 256);
      for (int x = 0; x < width; x++) {
        int corner = top * grey.width() + left[x];
        int upper = mix(source[corner], source[corner + right], share[x]);
        int lower = mix(source[corner + under], source[corner + under + right], share[x]);
        scaled[y * width + x] = (byte) ((upper * (256 - down) + lower * down) >> 16);
      }
    }
    return scaled;
  }

  /** 256 times the value. */
  private static int mix(byte one, byte other, int share) {
    return Byte.toUnsignedInt(one) * (256 - share) + Byte.toUnsignedInt(other) * share;
  }
}
