package io.vitrine.media.imaging;

import io.vitrine.media.imaging.HaarCascade.Rectangle;
import java.util.List;

/**
 * Looks at each window of one grey picture. The sum of a rectangle is four reads of a table of sums
 * from the upper left corner (an integral image), so all rectangles cost the same; the numbers of a
 * cascade are laid out flat for this picture's rows before.
 */
final class CascadeScan {
  /** Stages are as strict as they were learnt, but for the rounding of their text. */
  private static final float ROUNDING = 1e-5f;

  /** Windows with less contrast than this are walls and skies. */
  private static final double LEAST_DEVIATION = 10;

  /** Stages after which the neighbours are worth a look. */
  private static final int FAR = 4;

  private static final int OFFSETS = 4;

  private final HaarCascade cascade;
  private final int stride;
  private final int[] sums;
  private final int[] squares;
  private final int pictureWidth;
  private final int pictureHeight;

  private final int[] treeNodes;
  private final int[] treeLeaves;
  private final int[] below;
  private final int[] others;
  private final int[] nodeFeatures;
  private final float[] nodeThresholds;
  private final float[] leaves;

  /** Of each feature, where its rectangles begin in {@link #corners} and {@link #weights}. */
  private final int[] firstPart;

  private final int[] corners;
  private final float[] weights;

  /**
   * Makes the tables.
   *
   * @param grey one byte a pixel
   */
  CascadeScan(HaarCascade cascade, byte[] grey, int width, int height) {
    this.cascade = cascade;
    this.treeNodes = cascade.trees().nodes();
    this.treeLeaves = cascade.trees().leaves();
    this.below = cascade.nodes().below();
    this.others = cascade.nodes().others();
    this.nodeFeatures = cascade.nodes().features();
    this.nodeThresholds = cascade.nodes().thresholds();
    this.leaves = cascade.leaves();
    this.pictureWidth = width;
    this.pictureHeight = height;
    this.stride = width + 1;
    this.sums = new int[stride * (height + 1)];
    this.squares = new int[sums.length];
    sum(grey);
    int parts = cascade.features().stream().mapToInt(List::size).sum();
    this.firstPart = new int[cascade.features().size() + 1];
    this.corners = new int[parts * OFFSETS];
    this.weights = new float[parts];
    layOut();
  }

  /** Hears of a window that passed all stages. */
  interface Hits {
    void hit(int x, int y);
  }

  /** The sums of squares may overflow; their differences do not, for windows are small. */
  private void sum(byte[] grey) {
    for (int y = 0; y < pictureHeight; y++) {
      int row = 0;
      int rowSquares = 0;
      int above = y * stride;
      for (int x = 0; x < pictureWidth; x++) {
        int value = Byte.toUnsignedInt(grey[y * pictureWidth + x]);
        row += value;
        rowSquares += value * value;
        sums[above + stride + x + 1] = sums[above + x + 1] + row;
        squares[above + stride + x + 1] = squares[above + x + 1] + rowSquares;
      }
    }
  }

  private void layOut() {
    int part = 0;
    for (int i = 0; i < cascade.features().size(); i++) {
      firstPart[i] = part;
      for (Rectangle rectangle : cascade.features().get(i)) {
        int corner = part * OFFSETS;
        corners[corner] = rectangle.y() * stride + rectangle.x();
        corners[corner + 1] = corners[corner] + rectangle.width();
        corners[corner + 2] = corners[corner] + rectangle.height() * stride;
        corners[corner + 3] = corners[corner + 2] + rectangle.width();
        weights[part++] = rectangle.weight();
      }
    }
    firstPart[cascade.features().size()] = part;
  }

  /** Goes over every second window both ways, and over all where one comes far. */
  void scan(Hits hits) {
    int right = pictureWidth - cascade.width();
    int bottom = pictureHeight - cascade.height();
    for (int y = 0; y <= bottom; y += 2) {
      for (int x = 0; x <= right; x += 2) {
        if (look(x, y, hits)) {
          if (x < right) {
            boolean _ = look(x + 1, y, hits);
          }
          if (y < bottom) {
            boolean _ = look(x, y + 1, hits);
          }
          if (x < right && y < bottom) {
            boolean _ = look(x + 1, y + 1, hits);
          }
        }
      }
    }
  }

  /** Whether a window comes far. */
  private boolean look(int x, int y, Hits hits) {
    int window = y * stride + x;
    double deviation = deviation(window);
    if (deviation == 0) {
      return false;
    }
    int passed = passed(window, (float) (1 / deviation));
    if (passed == cascade.stages().ends().length) {
      hits.hit(x, y);
    }
    return passed >= FAR;
  }

  /** The area times the standard deviation inside of the window's edge; 0 for too little. */
  private double deviation(int window) {
    int left = window + stride + 1;
    int width = cascade.width() - 2;
    int height = cascade.height() - 2;
    double area = (double) width * height;
    double sum = rectangle(sums, left, width, height);
    double square = rectangle(squares, left, width, height);
    double variance = area * square - sum * sum;
    double least = area * LEAST_DEVIATION;
    return variance > least * least ? Math.sqrt(variance) : 0;
  }

  private int rectangle(int[] table, int at, int width, int height) {
    int below = at + height * stride;
    return table[at] - table[at + width] - table[below] + table[below + width];
  }

  /** How many stages a window passes. */
  private int passed(int window, float scale) {
    float[] thresholds = cascade.stages().thresholds();
    int[] ends = cascade.stages().ends();
    int tree = 0;
    for (int stage = 0; stage < ends.length; stage++) {
      float sum = 0;
      for (; tree < ends[stage]; tree++) {
        sum += leaf(tree, window, scale);
      }
      if (sum < thresholds[stage] - ROUNDING) {
        return stage;
      }
    }
    return ends.length;
  }

  private float leaf(int tree, int window, float scale) {
    int first = treeNodes[tree];
    int node = 0;
    do {
      int at = first + node;
      node =
          feature(nodeFeatures[at], window) * scale < nodeThresholds[at] ? below[at] : others[at];
    } while (node > 0);
    return leaves[treeLeaves[tree] - node];
  }

  private float feature(int number, int window) {
    int[] table = sums;
    int[] places = corners;
    float value = 0;
    int end = firstPart[number + 1];
    for (int part = firstPart[number]; part < end; part++) {
      int corner = part * OFFSETS;
      value +=
          weights[part]
              * (table[window + places[corner]]
                  - table[window + places[corner + 1]]
                  - table[window + places[corner + 2]]
                  + table[window + places[corner + 3]]);
    }
    return value;
  }
}
