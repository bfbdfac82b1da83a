package io.vitrine.media.video;

import io.vitrine.media.PixelSize;
import java.time.Duration;
import java.util.Locale;

/**
 * How the small pictures of a film are laid out that a player shows while one scrubs.
 *
 * @param tile size of each
 * @param interval seconds from one to the next
 * @param tiles how many
 */
record StoryboardPlan(PixelSize tile, int interval, int tiles) {
  private static final int LONG_EDGE = 160;
  private static final int COLUMNS = 10;
  private static final int MOST_ROWS = 10;
  private static final int LONGEST_INTERVAL = 10;

  /**
   * For a film: about a hundred pictures, but one each ten seconds at least.
   *
   * @param size as shown
   */
  static StoryboardPlan of(PixelSize size, Duration length) {
    double seconds = Math.max(0.001, length.toMillis() / 1_000.0);
    int interval =
        Math.clamp((long) Math.ceil(seconds / (COLUMNS * MOST_ROWS)), 1, LONGEST_INTERVAL);
    double factor = (double) LONG_EDGE / Math.max(size.width(), size.height());
    return new StoryboardPlan(
        new PixelSize(even(size.width() * factor), even(size.height() * factor)),
        interval,
        (int) Math.ceil(seconds / interval));
  }

  private static int even(double length) {
    return Math.max(2, 2 * (int) Math.round(length / 2));
  }

  int columns() {
    return Math.min(COLUMNS, tiles);
  }

  int rows() {
    return Math.min(MOST_ROWS, (tiles + COLUMNS - 1) / COLUMNS);
  }

  int sheets() {
    return (tiles + perSheet() - 1) / perSheet();
  }

  private int perSheet() {
    return columns() * rows();
  }

  /** Size of a whole sheet. */
  PixelSize sheet() {
    return new PixelSize(tile.width() * columns(), tile.height() * rows());
  }

  /** The asset key of a sheet, counted from 1 (contract: processing.md section 3). */
  static String key(int sheet) {
    return String.format(Locale.ROOT, "storyboard-%05d.jpg", sheet);
  }

  /**
   * Which part of which sheet shows which part of the film, as WebVTT with spatial media fragments
   * (W3C Media Fragments 1.0 section 4.2.2): players read it so.
   */
  String webVtt(Duration length) {
    StringBuilder text = new StringBuilder("WEBVTT\n");
    for (int i = 0; i < tiles; i++) {
      int place = i % perSheet();
      long from = 1_000L * i * interval;
      long to = Math.max(from + 1, Math.min(from + interval * 1_000L, length.toMillis()));
      text.append('\n')
          .append(time(from))
          .append(" --> ")
          .append(time(to))
          .append('\n')
          .append(key(1 + i / perSheet()))
          .append("#xywh=")
          .append(place % columns() * tile.width())
          .append(',')
          .append(place / columns() * tile.height())
          .append(',')
          .append(tile.width())
          .append(',')
          .append(tile.height())
          .append('\n');
    }
    return text.toString();
  }

  private static String time(long milliseconds) {
    return String.format(
        Locale.ROOT,
        "%02d:%02d:%02d.%03d",
        milliseconds / 3_600_000,
        milliseconds / 60_000 % 60,
        milliseconds / 1_000 % 60,
        milliseconds % 1_000);
  }
}
