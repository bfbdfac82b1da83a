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
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Makes the sheets of small pictures that a player shows while one scrubs, and the WebVTT file that
 * says where each one lies. Cheap: only the key frames of the film are decoded.
 */
public final class StoryboardStep implements ProcessingStep {
  /** The asset that names the sheets. */
  public static final String INDEX = "storyboard.vtt";

  /** Decoders to which a frame that they are to skip is one that they failed at. */
  private static final Set<String> SKIPPED_BY_ERROR = Set.of("theora", "vp3", "vp4");

  private static final Duration SHORT = Duration.ofSeconds(30);

  private final FfmpegTools tools;

  public StoryboardStep(FfmpegTools tools) {
    this.tools = tools;
  }

  @Override
  public String name() {
    return "storyboard";
  }

  @Override
  public void run(Workpiece work) throws ProcessingException, IOException, InterruptedException {
    Optional<MediaFacts.Video> facts = work.facts().video();
    if (facts.isEmpty() || work.has(INDEX)) {
      return;
    }
    Film film = Film.of(tools, work);
    if (film.picture().isEmpty()) {
      return;
    }
    Duration length = Duration.ofMillis(facts.get().durationInMilliseconds());
    StoryboardPlan plan = StoryboardPlan.of(film.size(), length);
    work.plan(keys(plan));
    draw(work, film, plan);
    for (int sheet = 1; sheet <= plan.sheets(); sheet++) {
      String key = StoryboardPlan.key(sheet);
      work.deliver(MadeAsset.picture(key, work.folder().resolve(key), "image/jpeg", plan.sheet()));
    }
    Path index = Files.writeString(work.folder().resolve(INDEX), plan.webVtt(length));
    work.deliver(
        new MadeAsset(
            INDEX, index, "text/vtt", Optional.empty(), Optional.of(length), Optional.empty(), ""));
  }

  private static List<String> keys(StoryboardPlan plan) {
    List<String> keys = new ArrayList<>();
    IntStream.rangeClosed(1, plan.sheets()).mapToObj(StoryboardPlan::key).forEach(keys::add);
    keys.add(INDEX);
    return keys;
  }

  /** Key frames lie seconds apart; of a short film each picture is worth to be the right one. */
  private static boolean isShort(Film film) {
    return film.told().filter(length -> length.compareTo(SHORT) <= 0).isPresent();
  }

  private static boolean canSkip(Film film) {
    return film.picture().filter(picture -> SKIPPED_BY_ERROR.contains(picture.codec())).isEmpty();
  }

  private void draw(Workpiece work, Film film, StoryboardPlan plan)
      throws ProcessingException, IOException, InterruptedException {
    FilmGraph graph = new FilmGraph(film, tools.abilities(work.folder()).mapsTones());
    List<String> arguments = new ArrayList<>(List.of("-reinit_filter:v", "0"));
    if (!isShort(film) && canSkip(film)) {
      arguments.addAll(List.of("-skip_frame", "nokey"));
    }
    arguments.addAll(List.of("-t", Long.toString(film.bound().toSeconds()), "-an"));
    arguments.addAll(tools.input(work.source()));
    arguments.addAll(List.of("-filter_complex", graph.storyboard(plan)));
    arguments.addAll(PassProgress.ARGUMENTS);
    // ffmpeg runs in the work's folder; its own path may hold signs that a pattern would mean.
    arguments.addAll(
        List.of(
            "-map",
            "[sheets]",
            "-c:v",
            "mjpeg",
            "-q:v",
            "5",
            "-fps_mode",
            "passthrough",
            "-f",
            "image2",
            "storyboard-%05d.jpg"));
    tools.ffmpeg(arguments, work.folder(), new PassProgress(film.told(), work::progress));
  }
}
