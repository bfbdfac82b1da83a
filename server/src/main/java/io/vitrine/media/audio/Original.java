package io.vitrine.media.audio;

import io.vitrine.media.MediaFacts;
import io.vitrine.media.ProcessingException;
import io.vitrine.media.ProcessingException.Code;
import io.vitrine.media.SourceFile;
import io.vitrine.media.Workpiece;
import io.vitrine.media.video.FfmpegTools;
import io.vitrine.media.video.MediaStream;
import io.vitrine.media.video.Probe;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A sound that is to be decoded, as far as ffmpeg must know it.
 *
 * @param stream which one in the file
 * @param facts what the probe noted
 * @param told how long it is, as ffprobe sees it
 * @param downmix a filter that leaves two channels, where ffmpeg does not know which is which
 */
record Original(
    SourceFile source,
    int stream,
    MediaFacts.Audio facts,
    Optional<Duration> told,
    Optional<String> downmix) {
  /** With more channels ffmpeg guesses no layout. */
  private static final int GUESSED_CHANNELS = 8;

  /** Looks at it; the probe must have noted its facts. */
  static Original of(FfmpegTools tools, Workpiece work)
      throws ProcessingException, IOException, InterruptedException {
    Probe probe = Probe.of(tools, work.source(), work.folder());
    MediaStream.Audio sound = AudioProbeStep.sound(probe);
    MediaFacts.Audio facts =
        work.facts()
            .audio()
            .orElseThrow(
                () -> new ProcessingException(Code.PROCESSING_FAILED, "nothing is known of it"));
    boolean puzzling =
        sound.channels() > 2 && (sound.layout().isEmpty() || sound.channels() > GUESSED_CHANNELS);
    return new Original(
        work.source(),
        sound.index(),
        facts,
        sound.duration().or(probe::duration),
        puzzling ? Optional.of("pan=stereo|c0=c0|c1=c1") : Optional.empty());
  }

  /** Whether browsers play it as it is (contract: processing.md section 2). */
  boolean isPlayable() {
    return switch (source.mimeType()) {
      case "audio/mpeg", "audio/aac" -> true;
      case "audio/mp4" -> facts.format().equals("aac");
      default -> false;
    };
  }

  /**
   * How long it must be, by what its header says; empty where that would be a guess of ffmpeg's
   * from the size of the file.
   */
  Optional<Duration> claim() throws IOException {
    return switch (source.mimeType()) {
      case "audio/aac" -> Optional.empty();
      case "audio/mpeg" -> XingHeader.duration(source.path());
      default -> told;
    };
  }

  /** The arguments with which ffmpeg reads it and writes these, by one decoding. */
  List<String> encoding(FfmpegTools tools, Collection<Mp3> outputs, Workpiece work)
      throws ProcessingException, IOException {
    List<String> arguments = new ArrayList<>(tools.input(source));
    for (Mp3 output : outputs) {
      arguments.addAll(output.output(stream, facts, downmix, work.folder()));
    }
    return arguments;
  }
}
