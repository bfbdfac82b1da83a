package io.vitrine.media.model;

import io.vitrine.media.ProcessingException;
import io.vitrine.media.ProcessingException.Code;
import java.util.Arrays;

/**
 * A square picture onto which triangles are painted, the nearer before the farther. It is painted
 * twice as large as it is shown, which smooths its edges. For one thread.
 */
final class Canvas {
  private static final int FINE = 2;

  /** Pixels that are looked at in all: about a second of work. */
  private static final long MAX_WORK = 400_000_000;

  private final int size;
  private final int edge;
  private final int[] pixels;
  private final float[] depth;
  private long work;
  private boolean painted;

  /**
   * An empty one.
   *
   * @param size pixels of each edge, as it is shown
   */
  Canvas(int size) {
    this.size = size;
    this.edge = size * FINE;
    this.pixels = new int[edge * edge];
    this.depth = new float[edge * edge];
    Arrays.fill(depth, Float.NEGATIVE_INFINITY);
  }

  /** How many units the canvas is wide and high for {@link #paint}. */
  int edge() {
    return edge;
  }

  boolean isPainted() {
    return painted;
  }

  /**
   * Paints a triangle.
   *
   * @param p points: x to the right, y downwards, z towards the eye
   * @param a where the first corner begins in the points; so b and c
   * @throws ProcessingException when all triangles together are too much work
   */
  void paint(float[] p, int a, int b, int c, int colour) throws ProcessingException {
    float area = side(p[a], p[a + 1], p[b], p[b + 1], p[c], p[c + 1]);
    if (!(Math.abs(area) > 1e-6f) || Float.isInfinite(area)) {
      return;
    }
    int left = clamp(Math.min(p[a], Math.min(p[b], p[c])));
    int right = clamp(Math.max(p[a], Math.max(p[b], p[c])));
    int top = clamp(Math.min(p[a + 1], Math.min(p[b + 1], p[c + 1])));
    int bottom = clamp(Math.max(p[a + 1], Math.max(p[b + 1], p[c + 1])));
    work += (long) (right - left + 1) * (bottom - top + 1);
    if (work > MAX_WORK) {
      throw new ProcessingException(
          Code.MEDIA_LIMIT_EXCEEDED, "the model is too much work to be drawn");
    }
    for (int y = top; y <= bottom; y++) {
      for (int x = left; x <= right; x++) {
        float u = side(p[b], p[b + 1], p[c], p[c + 1], x + 0.5f, y + 0.5f) / area;
        float v = side(p[c], p[c + 1], p[a], p[a + 1], x + 0.5f, y + 0.5f) / area;
        float w = 1 - u - v;
        float z = u * p[a + 2] + v * p[b + 2] + w * p[c + 2];
        int at = y * edge + x;
        if (u >= 0 && v >= 0 && w >= 0 && z > depth[at]) {
          depth[at] = z;
          pixels[at] = colour;
          painted = true;
        }
      }
    }
  }

  /** Twice the area of a triangle; its sign tells the direction of its corners. */
  private static float side(float ax, float ay, float bx, float by, float cx, float cy) {
    return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
  }

  private int clamp(float place) {
    return Math.clamp((long) Math.floor(place), 0, edge - 1);
  }

  /** The rows of the picture as it is shown: red, green, blue, opacity of each pixel. */
  byte[] rgba() {
    byte[] rgba = new byte[size * size * 4];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        mean(x, y, rgba, (y * size + x) * 4);
      }
    }
    return rgba;
  }

  private void mean(int x, int y, byte[] rgba, int at) {
    int[] sums = new int[4];
    for (int k = 0; k < FINE * FINE; k++) {
      int pixel = pixels[(y * FINE + k / FINE) * edge + x * FINE + k % FINE];
      if (pixel != 0) {
        sums[0] += pixel >> 16 & 0xff;
        sums[1] += pixel >> 8 & 0xff;
        sums[2] += pixel & 0xff;
        sums[3]++;
      }
    }
    for (int k = 0; k < 3 && sums[3] > 0; k++) {
      rgba[at + k] = (byte) (sums[k] / sums[3]);
    }
    rgba[at + 3] = (byte) (255 * sums[3] / (FINE * FINE));
  }
}
