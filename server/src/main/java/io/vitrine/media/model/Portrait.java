package io.vitrine.media.model;

import io.vitrine.media.ProcessingException;
import java.io.IOException;

/** Places all shapes so that they fill the canvas, and paints them under a light from above. */
final class Portrait {
  private static final Placement VIEW = Placement.view(Math.toRadians(-30), Math.toRadians(20));

  /** Of the canvas that the shapes fill. */
  private static final float FILLED = 0.9f;

  /** Of the light that reaches what is turned away from it. */
  private static final double AMBIENT = 0.3;

  private static final double[] LIGHT = {-0.37, 0.74, 0.56};

  private final Bounds bounds = new Bounds();
  private final Canvas canvas;

  private Portrait(int size) {
    this.canvas = new Canvas(size);
  }

  /**
   * Draws a model; the canvas stays empty when there is nothing to see.
   *
   * @param size pixels of each edge
   * @throws ProcessingException when the model is damaged or too much work
   */
  static Canvas draw(Shapes shapes, int size)
      throws ProcessingException, IOException, InterruptedException {
    Portrait portrait = new Portrait(size);
    shapes.forEach((points, _, _) -> portrait.measure(points));
    if (portrait.bounds.extent() > 0) {
      shapes.forEach(portrait::paint);
    }
    return portrait.canvas;
  }

  private void measure(float[] points) {
    VIEW.apply(points);
    for (int i = 0; i < points.length; i += 3) {
      bounds.include(points[i], points[i + 1], points[i + 2]);
    }
  }

  private void paint(float[] points, int[] corners, Colour colour)
      throws ProcessingException, InterruptedException {
    VIEW.apply(points);
    double[] lights = lights(points, corners);
    project(points);
    for (int i = 0; i + 2 < corners.length; i += 3) {
      if (!Double.isNaN(lights[i / 3])) {
        canvas.paint(
            points,
            3 * corners[i],
            3 * corners[i + 1],
            3 * corners[i + 2],
            colour.lit(lights[i / 3]));
      }
      if (i % 30_000 == 0 && Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  /** How bright each triangle is; not a number for one that cannot be drawn. */
  private static double[] lights(float[] points, int[] corners) throws ProcessingException {
    double[] lights = new double[corners.length / 3];
    for (int i = 0; i < lights.length; i++) {
      for (int k = 0; k < 3; k++) {
        if (corners[3 * i + k] < 0 || corners[3 * i + k] >= points.length / 3) {
          throw GlbFile.damaged("a triangle without its points");
        }
      }
      lights[i] = light(points, 3 * corners[3 * i], 3 * corners[3 * i + 1], 3 * corners[3 * i + 2]);
    }
    return lights;
  }

  /** Both sides are lit alike: many models have faces that look the wrong way. */
  private static double light(float[] p, int a, int b, int c) {
    double ux = p[b] - p[a];
    double uy = p[b + 1] - p[a + 1];
    double uz = p[b + 2] - p[a + 2];
    double vx = p[c] - p[a];
    double vy = p[c + 1] - p[a + 1];
    double vz = p[c + 2] - p[a + 2];
    double nx = uy * vz - uz * vy;
    double ny = uz * vx - ux * vz;
    double nz = ux * vy - uy * vx;
    double length = Math.sqrt(nx * nx + ny * ny + nz * nz);
    double facing = Math.abs(nx * LIGHT[0] + ny * LIGHT[1] + nz * LIGHT[2]) / length;
    return AMBIENT + (1 - AMBIENT) * Math.min(facing, 1);
  }

  private void project(float[] points) {
    float scale = FILLED * canvas.edge() / bounds.extent();
    float middle = canvas.edge() / 2f;
    for (int i = 0; i < points.length; i += 3) {
      points[i] = middle + (points[i] - bounds.middle(0)) * scale;
      points[i + 1] = middle - (points[i + 1] - bounds.middle(1)) * scale;
      points[i + 2] = (points[i + 2] - bounds.middle(2)) * scale;
    }
  }

  /** The box that holds all points. */
  private static final class Bounds {
    private final float[] low = {Float.MAX_VALUE, Float.MAX_VALUE, Float.MAX_VALUE};
    private final float[] high = {-Float.MAX_VALUE, -Float.MAX_VALUE, -Float.MAX_VALUE};

    void include(float... point) {
      if (Float.isFinite(point[0] + point[1] + point[2])) {
        for (int k = 0; k < 3; k++) {
          low[k] = Math.min(low[k], point[k]);
          high[k] = Math.max(high[k], point[k]);
        }
      }
    }

    /** The larger of width and height; 0 when there is none, or none that can be computed with. */
    float extent() {
      float extent = Math.max(high[0] - low[0], high[1] - low[1]);
      return Float.isFinite(extent) && extent > 0 ? extent : 0;
    }

    float middle(int axis) {
      return low[axis] / 2 + high[axis] / 2;
    }
  }
}
