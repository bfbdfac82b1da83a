package io.vitrine.media.video;

import io.vitrine.media.MadeAsset;
import io.vitrine.media.PixelSize;
import io.vitrine.media.ProcessingException;
import io.vitrine.media.Workpiece;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The still pictures that stand for a film. Most were taken while it was decoded; those that are
 * missing, because all was black there or nobody knew how long the film is, come from the rung.
 */
record Posters(FfmpegTools tools, FilmPass pass, Film film) {
  private static final String THUMBNAIL = "thumbnail";
  private static final int THUMBNAIL_EDGE = 256;

  /** Pictures; in front of the last one, whatever is lost when moments are rounded. */
  private static final double FROM_THE_END = 1.5;

  /**
   * Delivers two or four of them.
   *
   * @param rung a rung that is there
   * @param made what the film really is
   */
  void deliver(Workpiece work, Rung rung, FilmPass.Result made)
      throws ProcessingException, IOException, InterruptedException {
    Duration length = made.length();
    double last = made.pictured().toMillis() / 1_000.0 - FROM_THE_END / film.rate().value();
    List<PosterMoment> wanted =
        PosterMoment.of(length, count(length)).stream().map(poster -> poster.atMost(last)).toList();
    List<PosterMoment> missing = new ArrayList<>();
    for (PosterMoment poster : wanted) {
      if (!pass.has(poster)) {
        missing.add(poster);
      }
    }
    if (!missing.isEmpty()) {
      takeFrom(rung, missing);
    }
    if (work.source().isPrivate()) {
      deliverThumbnail(work, rung, wanted.get(1));
    }
    for (PosterMoment poster : wanted) {
      work.deliver(MadeAsset.picture(poster.key(), pass.poster(poster), "image/jpeg", film.size()));
    }
  }

  /** What everybody may see of a private film is small (contract: security.md 22). */
  private void deliverThumbnail(Workpiece work, Rung rung, PosterMoment moment)
      throws ProcessingException, IOException, InterruptedException {
    PixelSize size = within(film.size());
    Path file = pass.folder().resolve(THUMBNAIL + ".jpg");
    String label = "[" + THUMBNAIL + "]";
    List<String> arguments = new ArrayList<>(seek(moment));
    arguments.addAll(tools.inputOfOurs(pass.video(rung)));
    arguments.addAll(
        List.of(
            "-filter_complex",
            "[0:v]scale=%d:%d,format=yuvj420p%s".formatted(size.width(), size.height(), label)));
    arguments.addAll(Encoding.jpeg(label, file));
    tools.ffmpeg(arguments, pass.folder(), _ -> {});
    work.deliver(MadeAsset.picture(THUMBNAIL, file, "image/jpeg", size));
  }

  private static PixelSize within(PixelSize film) {
    double scale = Math.min(1, (double) THUMBNAIL_EDGE / Math.max(film.width(), film.height()));
    return new PixelSize(
        Math.max(1, (int) Math.round(film.width() * scale)),
        Math.max(1, (int) Math.round(film.height() * scale)));
  }

  private static List<String> seek(PosterMoment moment) {
    return List.of("-ss", String.format(Locale.ROOT, "%.3f", moment.seconds()));
  }

  /** As many as were promised when the length was only told. */
  private int count(Duration length) {
    return PosterMoment.count(film.told().orElse(length));
  }

  private void takeFrom(Rung rung, List<PosterMoment> missing)
      throws ProcessingException, IOException, InterruptedException {
    List<String> arguments = new ArrayList<>();
    for (PosterMoment poster : missing) {
      arguments.addAll(seek(poster));
      arguments.addAll(tools.inputOfOurs(pass.video(rung)));
    }
    for (int i = 0; i < missing.size(); i++) {
      PosterMoment poster = missing.get(i);
      arguments.addAll(
          List.of(
              "-filter_complex",
              "[%d:v]%s%s"
                  .formatted(i, new FilmGraph(film, false).jpeg(), FilmGraph.label(poster))));
      arguments.addAll(Encoding.jpeg(FilmGraph.label(poster), pass.poster(poster)));
    }
    tools.ffmpeg(arguments, pass.folder(), _ -> {});
  }
}
