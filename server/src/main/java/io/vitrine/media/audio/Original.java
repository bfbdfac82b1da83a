package io.vitrine.media.audio;

import io.vitrine.media.MediaFacts;
import io.vitrine.media.ProcessingException;
import io.vitrine.media.ProcessingException.Code;
import io.vitrine.media.SourceFile;
import io.vitrine.media.Workpiece;
import io.vitrine.media.video.FfmpegTools;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A sound that is to be decoded; its headers have been read. */
record Original(SourceFile source, MediaFacts.Audio facts) {
  /** With more channels ffmpeg does not know which is which. */
  private static final int KNOWN_CHANNELS = 8;

  /**
   * The one on the workpiece.
   *
   * @throws ProcessingException when its headers have not been read
   */
  static Original of(Workpiece work) throws ProcessingException {
    MediaFacts.Audio facts =
        work.facts()
            .audio()
            .orElseThrow(
                () -> new ProcessingException(Code.PROCESSING_FAILED, "nothing is known of it"));
    return new Original(work.source(), facts);
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
      case "audio/wav" -> WaveHeader.duration(source.path());
      case "audio/x-ms-wma" -> AsfHeader.duration(source.path());
      default -> Optional.of(Duration.ofMillis(facts.durationInMilliseconds()));
    };
  }

  /** The arguments with which ffmpeg reads it and writes these, by one decoding. */
  List<String> encoding(FfmpegTools tools, Collection<Mp3> outputs, Workpiece work)
      throws ProcessingException, IOException {
    List<String> arguments = new ArrayList<>(tools.input(source));
    for (Mp3 output : outputs) {
      arguments.addAll(heard());
      arguments.addAll(output.arguments(facts, work.folder()));
    }
    return arguments;
  }

  /** The arguments of an output that choose the sound that is heard. */
  List<String> heard() {
    return facts.channels() > KNOWN_CHANNELS
        ? List.of("-map", "0:a:0", "-af", "pan=stereo|c0=c0|c1=c1")
        : List.of("-map", "0:a:0");
  }
}
