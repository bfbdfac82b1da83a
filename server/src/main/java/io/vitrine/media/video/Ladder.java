package io.vitrine.media.video;

import io.vitrine.media.PixelSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The sizes in which a film is offered, the largest first (contract: processing.md section 3). None
 * is larger than the film; there is always one.
 */
record Ladder(List<Rung> rungs) {
  /** Short edges and their highest bitrates in kb/s. */
  private static final int[][] STEPS = {
    {1080, 5_000}, {720, 2_800}, {480, 1_400}, {360, 800}, {240, 400}, {144, 200}
  };

  /** The first one that is made: light enough to be there soon, and worth to be looked at. */
  private static final int FIRST = 360;

  Ladder {
    rungs = List.copyOf(rungs);
  }

  /**
   * For a film.
   *
   * @param size as shown: upright, with square pixels
   */
  static Ladder of(PixelSize size) {
    int shortEdge = Math.min(size.width(), size.height());
    List<Rung> rungs = new ArrayList<>();
    for (int[] step : STEPS) {
      if (step[0] <= shortEdge) {
        rungs.add(new Rung(step[0], scaled(size, step[0], shortEdge), step[1]));
      }
    }
    if (rungs.isEmpty()) {
      int[] lowest = STEPS[STEPS.length - 1];
      rungs.add(new Rung(lowest[0], scaled(size, shortEdge, shortEdge), lowest[1]));
    }
    return new Ladder(rungs);
  }

  private static PixelSize scaled(PixelSize size, int to, int from) {
    return new PixelSize(scaled(size.width(), to, from), scaled(size.height(), to, from));
  }

  /** Halved colour needs even sizes. What is not scaled loses a row rather than gain one. */
  private static int scaled(int length, int to, int from) {
    int half = to == from ? length / 2 : (int) Math.round(length * (double) to / from / 2);
    return 2 * Math.max(1, half);
  }

  /** The rung that is made before the film is READY. */
  Rung first() {
    return rungs.stream()
        .filter(rung -> rung.shortEdge() <= FIRST)
        .findFirst()
        .orElseGet(rungs::getLast);
  }

  /** All but the first one that is made, the largest first. */
  List<Rung> others() {
    Rung first = first();
    return rungs.stream().filter(rung -> !rung.equals(first)).toList();
  }

  /** The one of this name. */
  Optional<Rung> rung(String name) {
    return rungs.stream().filter(rung -> rung.name().equals(name)).findFirst();
  }
}
