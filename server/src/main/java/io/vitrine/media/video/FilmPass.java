package io.vitrine.media.video;

import io.vitrine.media.ProcessingException;
import io.vitrine.media.ProcessingException.Code;
import io.vitrine.media.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;

/**
 * One run of ffmpeg through a whole film, which decodes it once.
 *
 * @param folder where the files go that are made
 */
record FilmPass(FfmpegTools tools, SourceFile source, Path folder) {
  private static final int SOUND_RATE = 48_000;
  private static final int SAMPLES_OF_A_BLOCK = 1_024;

  /**
   * What came out.
   *
   * @param sound absent when there was none
   * @param pictured how long there is something to be seen
   * @param heard how long there is something to be heard
   */
  record Result(Optional<Path> sound, Duration pictured, Duration heard) {
    /** Of the longer one. */
    Duration length() {
      return pictured.compareTo(heard) > 0 ? pictured : heard;
    }
  }

  /**
   * Makes rungs, and what is to be had beside them.
   *
   * @param rungs the largest first
   * @param posters taken where there is something to be seen; others stay away
   * @param progress hears from 0 to 1 how far it is, where the film tells its length
   * @throws ProcessingException when there is nothing in the film to be made something of
   */
  Result run(
      Film film,
      List<Rung> rungs,
      List<PosterMoment> posters,
      boolean withSound,
      DoubleConsumer progress)
      throws ProcessingException, IOException, InterruptedException {
    boolean sounds = withSound && film.sound().isPresent();
    FilmGraph graph = new FilmGraph(film, tools.abilities(folder).mapsTones());
    List<String> arguments = new ArrayList<>(reading(film));
    arguments.addAll(List.of("-filter_complex", graph.pictures(rungs, posters)));
    if (sounds) {
      arguments.addAll(List.of("-filter_complex", graph.sound()));
    }
    arguments.addAll(PassProgress.ARGUMENTS);
    rungs.forEach(rung -> arguments.addAll(Encoding.rung(rung, tools.threads(), video(rung))));
    if (sounds) {
      arguments.addAll(Encoding.sound(sound()));
    }
    posters.forEach(
        poster -> arguments.addAll(Encoding.jpeg(FilmGraph.label(poster), poster(poster))));
    tools.ffmpeg(arguments, folder, new PassProgress(film.told(), progress));
    return result(film, rungs, sounds);
  }

  private List<String> reading(Film film) throws ProcessingException, IOException {
    List<String> arguments = new ArrayList<>();
    // A film that changes its size on the way must not begin anew: the scaler takes any.
    arguments.addAll(List.of("-reinit_filter:v", "0"));
    arguments.addAll(List.of("-t", Long.toString(film.bound().toSeconds())));
    arguments.addAll(tools.input(source));
    return arguments;
  }

  private Result result(Film film, List<Rung> rungs, boolean sounds)
      throws ProcessingException, IOException {
    long frames = 0;
    for (Rung rung : rungs) {
      frames = Fragments.of(video(rung)).samples();
      if (frames == 0) {
        throw new ProcessingException(
            Code.FILE_CORRUPT, "the film holds no picture that can be decoded");
      }
    }
    long blocks = sounds ? Fragments.of(sound()).samples() : 0;
    long pictured = film.rate().millisecondsOf(frames);
    long heard = blocks * SAMPLES_OF_A_BLOCK * 1_000 / SOUND_RATE;
    return new Result(
        blocks > 0 ? Optional.of(sound()) : Optional.empty(),
        Duration.ofMillis(pictured),
        Duration.ofMillis(heard));
  }

  Path video(Rung rung) {
    return folder.resolve(rung.name() + ".mp4");
  }

  Path poster(PosterMoment poster) {
    return folder.resolve(poster.key() + ".jpg");
  }

  private Path sound() {
    return folder.resolve("sound.mp4");
  }

  /** Whether this poster was taken. */
  boolean has(PosterMoment poster) throws IOException {
    return Files.exists(poster(poster)) && Files.size(poster(poster)) > 0;
  }
}
