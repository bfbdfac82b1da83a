package io.vitrine.media.video;

import io.vitrine.media.MadeAsset;
import io.vitrine.media.MediaFacts;
import io.vitrine.media.ProcessingException;
import io.vitrine.media.ProcessingStep;
import io.vitrine.media.Workpiece;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Makes the preview {@code clip-360p.mp4}: ten seconds from the middle of a film, silent, because
 * it plays by itself where many films are shown.
 */
public final class ClipStep implements ProcessingStep {
  private static final Duration LENGTH = Duration.ofSeconds(10);

  private final FfmpegTools tools;

  public ClipStep(FfmpegTools tools) {
    this.tools = tools;
  }

  @Override
  public String name() {
    return "clip";
  }

  @Override
  public void run(Workpiece work) throws ProcessingException, IOException, InterruptedException {
    Optional<MediaFacts.Video> facts = work.facts().video();
    if (facts.isEmpty()) {
      return;
    }
    Film film = Film.of(tools, work);
    Rung rung = film.ladder().first();
    String key = "clip-" + rung.name() + ".mp4";
    if (film.picture().isEmpty() || work.has(key)) {
      return;
    }
    work.plan(List.of(key));
    Duration all = Duration.ofMillis(facts.get().durationInMilliseconds());
    Duration length = all.compareTo(LENGTH) < 0 ? all : LENGTH;
    Path file = work.folder().resolve(key);
    cut(work, film.silent(), all.minus(length).dividedBy(2), length, file);
    long bitrate = Files.size(file) * 8_000 / Math.max(1, length.toMillis());
    work.deliver(
        new MadeAsset(
            key,
            file,
            "video/mp4",
            Optional.of(rung.size()),
            Optional.of(length),
            Optional.of(bitrate),
            ""));
  }

  private void cut(Workpiece work, Film film, Duration from, Duration length, Path file)
      throws ProcessingException, IOException, InterruptedException {
    Rung rung = film.ladder().first();
    FilmGraph graph = new FilmGraph(film, tools.abilities(work.folder()).mapsTones());
    List<String> arguments = new ArrayList<>(List.of("-reinit_filter:v", "0"));
    arguments.addAll(List.of("-ss", seconds(from), "-t", seconds(length)));
    arguments.addAll(tools.input(work.source()));
    arguments.addAll(List.of("-filter_complex", graph.pictures(List.of(rung), List.of())));
    arguments.addAll(PassProgress.ARGUMENTS);
    arguments.addAll(Encoding.clip(rung, tools.threads(), file));
    tools.ffmpeg(arguments, work.folder(), new PassProgress(Optional.of(length), work::progress));
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1_000.0);
  }
}
