package io.vitrine.media.video;

import io.vitrine.media.MediaFacts;
import io.vitrine.media.PixelSize;
import io.vitrine.media.ProcessingException;
import io.vitrine.media.ProcessingException.Code;
import io.vitrine.media.ProcessingStep;
import io.vitrine.media.Workpiece;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a film playable: one light rung, the sound that all rungs share, and the posters, while the
 * film is decoded once from its beginning to its end. So a film that cannot be decoded is found out
 * here (contract: processing.md section 2).
 */
public final class FirstRenditionStep implements ProcessingStep {
  private static final Logger log = LoggerFactory.getLogger(FirstRenditionStep.class);
  private static final double ENOUGH = 0.9;
  private static final Duration LITTLE = Duration.ofSeconds(1);

  private final FfmpegTools tools;
  private final RungSink sink;

  /**
   * @param sink delivers the rung and the sound
   */
  public FirstRenditionStep(FfmpegTools tools, RungSink sink) {
    this.tools = tools;
    this.sink = sink;
  }

  @Override
  public String name() {
    return "first-rendition";
  }

  @Override
  public void run(Workpiece work) throws ProcessingException, IOException, InterruptedException {
    Probe probe = Probe.of(tools, work.source(), work.folder());
    Film film = Film.of(probe, work.source().mimeType());
    Rung rung = film.ladder().first();
    Duration told = film.told().orElse(Duration.ZERO);
    List<PosterMoment> posters =
        film.picture().isPresent() && film.told().isPresent()
            ? PosterMoment.of(told, PosterMoment.count(told))
            : List.of();
    work.plan(keys(film, rung, told));
    FilmPass pass = new FilmPass(tools, work.source(), work.folder());
    FilmPass.Result made = make(pass, film, rung, posters, work);
    checkWhole(film, made.length());
    work.note(facts -> facts.with(facts(probe, film, made)));
    new Posters(tools, pass, film).deliver(work, rung, made);
    if (film.sound().isPresent() && made.sound().isEmpty()) {
      work.fail(RungSink.SOUND, Code.FILE_CORRUPT, "the film's sound cannot be decoded");
    }
    sink.rung(work, rung.name(), pass.video(rung), made.sound());
  }

  private List<String> keys(Film film, Rung rung, Duration told) {
    List<String> keys = new ArrayList<>(sink.assetKeys(rung.name()));
    if (film.sound().isPresent()) {
      keys.add(RungSink.SOUND);
    }
    PosterMoment.of(told, PosterMoment.count(told)).forEach(poster -> keys.add(poster.key()));
    return keys;
  }

  /** A film whose sound is beyond repair is still worth to be seen. */
  private static FilmPass.Result make(
      FilmPass pass, Film film, Rung rung, List<PosterMoment> posters, Workpiece work)
      throws ProcessingException, IOException, InterruptedException {
    try {
      return pass.run(film, List.of(rung), posters, true, work::progress);
    } catch (ProcessingException failure) {
      if (failure.code() == Code.PROCESSING_TIMEOUT
          || film.sound().isEmpty()
          || film.picture().isEmpty()) {
        throw failure;
      }
      log.info("A film is tried again without its sound", failure);
      return pass.run(film.silent(), List.of(rung), posters, false, work::progress);
    }
  }

  private static void checkWhole(Film film, Duration made) throws ProcessingException {
    Duration promised = film.promised().orElse(Duration.ZERO);
    if (made.toMillis() < promised.toMillis() * ENOUGH
        && promised.minus(made).compareTo(LITTLE) > 0) {
      throw new ProcessingException(
          Code.FILE_CORRUPT,
          "the film tells that it is %d ms long, but only %d ms can be decoded"
              .formatted(promised.toMillis(), made.toMillis()));
    }
  }

  private static MediaFacts.Video facts(Probe probe, Film film, FilmPass.Result made) {
    Optional<MediaStream.Video> picture = film.picture();
    Optional<MediaStream.Audio> sound = film.sound().filter(_ -> made.sound().isPresent());
    return new MediaFacts.Video(
        film.size(),
        made.length().toMillis(),
        picture.flatMap(MediaStream.Video::averageRate).orElse(film.rate()).toString(),
        picture.map(MediaStream.Video::rotation).orElse(0),
        aspectRatio(film.size()),
        picture.map(MediaStream.Video::codec).orElse("none"),
        picture.flatMap(MediaStream.Video::bitrate).or(probe::bitrate),
        sound.map(MediaStream.Audio::codec),
        sound.flatMap(MediaStream.Audio::bitrate),
        picture.filter(MediaStream.Video::hdr).isPresent(),
        picture.filter(MediaStream.Video::interlaced).isPresent());
  }

  private static String aspectRatio(PixelSize size) {
    int a = size.width();
    int b = size.height();
    while (b != 0) {
      int rest = a % b;
      a = b;
      b = rest;
    }
    return size.width() / a + ":" + size.height() / a;
  }
}
