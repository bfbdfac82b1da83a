package io.vitrine.media.video;

import io.vitrine.media.MadeAsset;
import io.vitrine.media.ProcessingException;
import io.vitrine.media.Workpiece;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The still pictures that stand for a film. Most were taken while it was decoded; those that are
 * missing, because all was black there or nobody knew how long the film is, come from the rung.
 */
record Posters(FfmpegTools tools, FilmPass pass, Film film) {

  /**
   * Delivers two or four of them.
   *
   * @param rung a rung that is there
   * @param length how long the film really is
   */
  void deliver(Workpiece work, Rung rung, Duration length)
      throws ProcessingException, IOException, InterruptedException {
    List<PosterMoment> wanted = PosterMoment.of(length, count(length));
    List<PosterMoment> missing = new ArrayList<>();
    for (PosterMoment poster : wanted) {
      if (!pass.has(poster)) {
        missing.add(poster);
      }
    }
    if (!missing.isEmpty()) {
      takeFrom(rung, missing);
    }
    for (PosterMoment poster : wanted) {
      work.deliver(MadeAsset.picture(poster.key(), pass.poster(poster), "image/jpeg", film.size()));
    }
  }

  /** As many as were promised when the length was only told. */
  private int count(Duration length) {
    return PosterMoment.count(film.told().orElse(length));
  }

  private void takeFrom(Rung rung, List<PosterMoment> missing)
      throws ProcessingException, IOException, InterruptedException {
    List<String> arguments = new ArrayList<>();
    for (PosterMoment poster : missing) {
      arguments.addAll(List.of("-ss", String.format(Locale.ROOT, "%.3f", poster.seconds())));
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
