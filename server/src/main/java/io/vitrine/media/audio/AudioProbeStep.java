package io.vitrine.media.audio;

import io.vitrine.media.MediaFacts;
import io.vitrine.media.MediaType;
import io.vitrine.media.ProcessingException;
import io.vitrine.media.ProcessingException.Code;
import io.vitrine.media.ProcessingStep;
import io.vitrine.media.Workpiece;
import io.vitrine.media.video.FfmpegTools;
import io.vitrine.media.video.MediaStream;
import io.vitrine.media.video.Probe;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the headers of a sound say: codec, rate, channels, length, and its tags, which the search
 * finds (contract: processing.md sections 2, 4 and 6). {@link DecodeStep} finds out whether it is
 * so.
 */
public final class AudioProbeStep implements ProcessingStep {
  /** Contract: processing.md section 6. */
  static final Duration LONGEST = Duration.ofHours(24);

  private static final int MOST_CHANNELS = 32;

  private final FfmpegTools tools;

  public AudioProbeStep(FfmpegTools tools) {
    this.tools = tools;
  }

  @Override
  public String name() {
    return "probe";
  }

  @Override
  public void run(Workpiece work) throws ProcessingException, IOException, InterruptedException {
    if (work.source().mediaType() != MediaType.AUDIO) {
      return;
    }
    Probe probe = Probe.of(tools, work.source(), work.folder());
    MediaStream.Audio sound = sound(probe);
    Optional<Duration> duration = sound.duration().or(probe::duration);
    if (sound.channels() > MOST_CHANNELS) {
      throw tooMuch("more than " + MOST_CHANNELS + " channels");
    }
    if (duration.orElse(Duration.ZERO).compareTo(LONGEST) > 0) {
      throw tooLong();
    }
    MediaFacts.Audio facts =
        new MediaFacts.Audio(
            duration.map(Duration::toMillis).orElse(0L),
            sound.bitrate().or(probe::bitrate),
            sound.codec(),
            sound.sampleRate(),
            sound.channels(),
            tag(probe, "title"),
            tag(probe, "artist"),
            tag(probe, "album"));
    work.note(known -> known.with(facts));
    String words =
        Stream.of(facts.title(), facts.artist(), facts.album())
            .flatMap(Optional::stream)
            .collect(Collectors.joining("\n"));
    if (!words.isEmpty()) {
      work.searchable(words);
    }
  }

  /** The sound that is heard: the first. */
  private static MediaStream.Audio sound(Probe probe) throws ProcessingException {
    return probe.sounds().stream()
        .limit(1)
        .filter(sound -> sound.channels() > 0 && sound.sampleRate() > 0)
        .findFirst()
        .orElseThrow(
            () -> new ProcessingException(Code.FILE_CORRUPT, "there is no sound in the file"));
  }

  static ProcessingException tooLong() {
    return tooMuch("more than " + LONGEST.toHours() + " hours");
  }

  private static ProcessingException tooMuch(String what) {
    return new ProcessingException(Code.MEDIA_LIMIT_EXCEEDED, "the sound has " + what);
  }

  private static Optional<String> tag(Probe probe, String name) {
    return Tags.clean(probe.tags().getOrDefault(name, ""));
  }
}
