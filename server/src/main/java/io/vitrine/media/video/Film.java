package io.vitrine.media.video;

import io.vitrine.media.PixelSize;
import io.vitrine.media.ProcessingException;
import io.vitrine.media.ProcessingException.Code;
import io.vitrine.media.Workpiece;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is made of a film: which of its streams are used, and as what. A film without pictures, such
 * as a sound recorded into a film's container, gets pictures of its sound, so that it plays
 * wherever films play.
 *
 * @param picture what is seen; absent when there is only sound
 * @param sound what is heard
 * @param size as shown: upright, with square pixels
 * @param rate frames a second of what is made: steady, so that all rungs have the same moments
 * @param told how long it is, as its headers say or their numbers suggest
 * @param promised how long its pictures are, where the headers can be trusted to know
 */
record Film(
    Optional<MediaStream.Video> picture,
    Optional<MediaStream.Audio> sound,
    PixelSize size,
    Fraction rate,
    Optional<Duration> told,
    Optional<Duration> promised) {
  private static final String UNKNOWN = "unknown";

  /** These have no header that tells: ffprobe guesses by the bitrate or by the last time stamp. */
  private static final Set<String> WITHOUT_LENGTH = Set.of("video/mpeg", "video/mp2t");

  private static final PixelSize SIZE_OF_SOUND = new PixelSize(640, 360);
  private static final Fraction RATE_OF_SOUND = new Fraction(10, 1);

  private static final int LONGEST_EDGE = 8_192;
  private static final Duration LONGEST = Duration.ofHours(12);
  private static final int MOST_SOUNDS = 10;

  /** A rate that is told to be higher is none but the container's clock. */
  private static final double HIGHEST_RATE_TOLD = 900;

  /** 120 frames a second, and what clocks may be off. */
  private static final double HIGHEST_RATE = 120.5;

  /**
   * Looks at the original and decides.
   *
   * @throws ProcessingException as {@link Probe#of} and {@link #of(Probe, String)}
   */
  static Film of(FfmpegTools tools, Workpiece work)
      throws ProcessingException, IOException, InterruptedException {
    return of(Probe.of(tools, work.source(), work.folder()), work.source().mimeType());
  }

  /**
   * Decides.
   *
   * @param mimeType of the container
   * @throws ProcessingException {@code MEDIA_LIMIT_EXCEEDED} when it is over a limit of
   *     processing.md section 6, {@code FILE_CORRUPT} when there is nothing to be seen or heard
   */
  static Film of(Probe probe, String mimeType) throws ProcessingException {
    Optional<MediaStream.Video> picture = first(probe.videos());
    Optional<MediaStream.Audio> sound = first(probe.sounds());
    if (picture.isEmpty() && sound.isEmpty()) {
      throw new ProcessingException(
          Code.FILE_CORRUPT, "the film holds no pictures or sound that can be decoded");
    }
    Optional<Duration> told = picture.flatMap(MediaStream.Video::duration).or(probe::duration);
    checkLimits(probe, told);
    return new Film(
        picture,
        sound,
        picture.map(MediaStream.Video::displaySize).orElse(SIZE_OF_SOUND),
        picture.map(FrameRates::of).orElse(RATE_OF_SOUND),
        told,
        WITHOUT_LENGTH.contains(mimeType) ? Optional.empty() : promised(probe, picture));
  }

  /** The container's length may be that of subtitles, which go on behind the last picture. */
  private static Optional<Duration> promised(Probe probe, Optional<MediaStream.Video> picture) {
    boolean onlyFilm =
        probe.streams().stream().noneMatch(stream -> stream instanceof MediaStream.Other);
    return picture
        .flatMap(MediaStream.Video::duration)
        .or(() -> onlyFilm ? probe.duration() : Optional.empty());
  }

  private static <T extends MediaStream> Optional<T> first(List<T> streams) {
    return streams.stream().filter(stream -> !stream.codec().equals(UNKNOWN)).findFirst();
  }

  private static void checkLimits(Probe probe, Optional<Duration> told) throws ProcessingException {
    if (told.or(probe::duration).filter(length -> length.compareTo(LONGEST) > 0).isPresent()) {
      throw overLimit("longer than 12 hours");
    }
    if (probe.sounds().size() > MOST_SOUNDS) {
      throw overLimit("of more than 10 sound tracks");
    }
    for (MediaStream.Video video : probe.videos()) {
      PixelSize size = video.displaySize();
      PixelSize coded = video.codedSize();
      if (longest(size) > LONGEST_EDGE || longest(coded) > LONGEST_EDGE) {
        throw overLimit("larger than 8K");
      }
      if (video.averageRate().map(Fraction::value).filter(Film::isTooQuick).isPresent()) {
        throw overLimit("of more than 120 frames a second");
      }
    }
  }

  private static boolean isTooQuick(double rate) {
    return rate > HIGHEST_RATE && rate < HIGHEST_RATE_TOLD;
  }

  private static int longest(PixelSize size) {
    return Math.max(size.width(), size.height());
  }

  private static ProcessingException overLimit(String what) {
    return new ProcessingException(
        Code.MEDIA_LIMIT_EXCEEDED, "films " + what + " are not processed");
  }

  /** The sizes in which it is offered; pictures of a sound are worth no more than one. */
  Ladder ladder() {
    Ladder ladder = Ladder.of(size);
    return picture.isPresent() ? ladder : new Ladder(List.of(ladder.first()));
  }

  /** The same without its sound. */
  Film silent() {
    return new Film(picture, Optional.empty(), size, rate, told, promised);
  }

  /** The longest that is read of it: a film that goes on beyond its promise is a trap. */
  Duration bound() {
    return promised
        .map(length -> length.multipliedBy(11).dividedBy(10).plusSeconds(10))
        .filter(length -> length.compareTo(LONGEST) < 0)
        .orElse(LONGEST);
  }
}
