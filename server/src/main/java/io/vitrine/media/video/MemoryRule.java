package io.vitrine.media.video;

import java.util.ArrayList;
import java.util.List;

/**
 * How many rungs one ffmpeg makes at once. Measured with ffmpeg 5.1 and x264 veryfast: a run of
 * 1080p, 720p and 480p out of 1080p takes 510 MB, of which the frames in the works of the encoders
 * are the largest part.
 *
 * @param bytes that one ffmpeg may hold
 */
record MemoryRule(long bytes) {
  private static final long PROGRAM = 100L << 20;

  /** Frames that a decoder and the filters behind it hold. */
  private static final int FRAMES_READ = 24;

  /** Bytes of an encoder for each of its pixels: it looks ahead, and keeps what it refers to. */
  private static final int BYTES_OF_A_MADE_PIXEL = 90;

  private static final double SAFE = 0.8;

  /**
   * Shares the rungs out over runs, the smallest first because they are there sooner; a rung that
   * is too large for any run has one of its own.
   *
   * @param rungs the largest first; so they are in each run
   */
  List<List<Rung>> passes(Film film, List<Rung> rungs) {
    List<List<Rung>> passes = new ArrayList<>();
    List<Rung> pass = new ArrayList<>();
    long left = room(film);
    for (Rung rung : rungs.reversed()) {
      long needed = rung.pixels() * BYTES_OF_A_MADE_PIXEL;
      if (!pass.isEmpty() && needed > left) {
        passes.add(List.copyOf(pass));
        pass.clear();
        left = room(film);
      }
      pass.addFirst(rung);
      left -= needed;
    }
    passes.add(List.copyOf(pass));
    return passes;
  }

  private long room(Film film) {
    return (long) (bytes * SAFE) - PROGRAM - decoder(film);
  }

  private static long decoder(Film film) {
    return film.picture()
        .map(
            video ->
                (long) video.codedSize().width()
                    * video.codedSize().height()
                    * bytesOfTwoPixels(video.pixelFormat())
                    / 2
                    * FRAMES_READ)
        .orElse(0L);
  }

  /** With colour at half the size in both directions, or as it comes from studios. */
  private static int bytesOfTwoPixels(String pixelFormat) {
    int samples = pixelFormat.contains("420") || pixelFormat.startsWith("nv") ? 3 : 6;
    boolean deep = pixelFormat.endsWith("le") || pixelFormat.endsWith("be");
    return deep ? 2 * samples : samples;
  }
}
