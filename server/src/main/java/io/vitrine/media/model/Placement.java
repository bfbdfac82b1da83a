package io.vitrine.media.model;

import java.util.List;

/**
 * Where something stands: an affine transformation, of which the rows are kept one after the other.
 * Immutable.
 */
final class Placement {
  static final Placement ORIGIN = new Placement(new double[] {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0});

  private static final int ROW = 4;

  private final double[] rows;

  private Placement(double[] rows) {
    this.rows = rows;
  }

  /** Of a node (glTF 2.0, section 3.5.2): its matrix, or translation, rotation and scale. */
  static Placement of(Gltf.Node node) {
    List<Double> m = node.matrix();
    if (m.size() == 16) {
      double[] rows = new double[12];
      for (int row = 0; row < 3; row++) {
        for (int column = 0; column < ROW; column++) {
          rows[row * ROW + column] = m.get(column * ROW + row);
        }
      }
      return new Placement(rows);
    }
    return turned(
        node.rotation().size() == 4 ? node.rotation() : List.of(0.0, 0.0, 0.0, 1.0),
        node.scale().size() == 3 ? node.scale() : List.of(1.0, 1.0, 1.0),
        node.translation().size() == 3 ? node.translation() : List.of(0.0, 0.0, 0.0));
  }

  private static Placement turned(
      List<Double> rotation, List<Double> scale, List<Double> translation) {
    double x = rotation.get(0);
    double y = rotation.get(1);
    double z = rotation.get(2);
    double w = rotation.get(3);
    double[] turn = {
      1 - 2 * (y * y + z * z),
      2 * (x * y - z * w),
      2 * (x * z + y * w),
      2 * (x * y + z * w),
      1 - 2 * (x * x + z * z),
      2 * (y * z - x * w),
      2 * (x * z - y * w),
      2 * (y * z + x * w),
      1 - 2 * (x * x + y * y)
    };
    double[] rows = new double[12];
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        rows[row * ROW + column] = turn[row * 3 + column] * scale.get(column);
      }
      rows[row * ROW + 3] = translation.get(row);
    }
    return new Placement(rows);
  }

  /** Turns about the vertical axis, then about the horizontal one. */
  static Placement view(double yaw, double pitch) {
    double sinYaw = Math.sin(yaw);
    double cosYaw = Math.cos(yaw);
    Placement aside =
        new Placement(new double[] {cosYaw, 0, sinYaw, 0, 0, 1, 0, 0, -sinYaw, 0, cosYaw, 0});
    double sin = Math.sin(pitch);
    double cos = Math.cos(pitch);
    Placement down = new Placement(new double[] {1, 0, 0, 0, 0, cos, -sin, 0, 0, sin, cos, 0});
    return down.of(aside);
  }

  /** First the other one, then this one. */
  Placement of(Placement first) {
    double[] product = new double[12];
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < ROW; column++) {
        double sum = column == 3 ? rows[row * ROW + 3] : 0;
        for (int k = 0; k < 3; k++) {
          sum += rows[row * ROW + k] * first.rows[k * ROW + column];
        }
        product[row * ROW + column] = sum;
      }
    }
    return new Placement(product);
  }

  /** Moves all points, given as x, y, z, x, y, z …, where they belong. */
  void apply(float[] points) {
    for (int i = 0; i + 2 < points.length; i += 3) {
      float x = points[i];
      float y = points[i + 1];
      float z = points[i + 2];
      for (int row = 0; row < 3; row++) {
        int at = row * ROW;
        points[i + row] =
            (float) (rows[at] * x + rows[at + 1] * y + rows[at + 2] * z + rows[at + 3]);
      }
    }
  }
}
