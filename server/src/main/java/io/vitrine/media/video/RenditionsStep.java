package io.vitrine.media.video;

import io.vitrine.media.ProcessingException;
import io.vitrine.media.ProcessingStep;
import io.vitrine.media.Workpiece;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the rungs of a film that are not there yet: all of them in one run of ffmpeg, so that the
 * film is decoded once, or in several where that would take more memory than there is.
 */
public final class RenditionsStep implements ProcessingStep {
  private final FfmpegTools tools;
  private final RungSink sink;

  /**
   * @param sink delivers the rungs
   */
  public RenditionsStep(FfmpegTools tools, RungSink sink) {
    this.tools = tools;
    this.sink = sink;
  }

  @Override
  public String name() {
    return "renditions";
  }

  @Override
  public void run(Workpiece work) throws ProcessingException, IOException, InterruptedException {
    Film film = Film.of(tools, work);
    List<Rung> missing =
        film.ladder().others().stream()
            .filter(rung -> !sink.assetKeys(rung.name()).stream().allMatch(work::has))
            .toList();
    if (missing.isEmpty()) {
      return;
    }
    List<String> keys = new ArrayList<>();
    missing.forEach(rung -> keys.addAll(sink.assetKeys(rung.name())));
    work.plan(keys);
    long all = pixels(missing);
    double done = 0;
    for (List<Rung> rungs : new MemoryRule(tools.memory()).passes(film, missing)) {
      FilmPass pass = new FilmPass(tools, work.source(), work.folder());
      double from = done;
      double share = (double) pixels(rungs) / all;
      pass.run(film, rungs, List.of(), false, part -> work.progress(from + part * share));
      done += share;
      for (Rung rung : rungs) {
        sink.rung(work, rung.name(), pass.video(rung), Optional.empty());
      }
      work.publish();
    }
  }

  private static long pixels(List<Rung> rungs) {
    return rungs.stream().mapToLong(Rung::pixels).sum();
  }
}
