package io.vitrine.media.audio;

import io.vitrine.media.MadeAsset;
import io.vitrine.media.MediaFacts;
import io.vitrine.media.MediaType;
import io.vitrine.media.ProcessingException;
import io.vitrine.media.ProcessingException.Code;
import io.vitrine.media.ProcessingStep;
import io.vitrine.media.Workpiece;
import io.vitrine.media.video.FfmpegTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decodes a sound once from beginning to end: that shows whether it is whole and how long it really
 * is, and gives its shape, {@code waveform.json}. When browsers do not play the original, its MP3
 * of 128 kbit/s is made on the way, so that the file can be played once it is READY (contract:
 * processing.md section 2).
 */
public final class DecodeStep implements ProcessingStep {
  static final String WAVEFORM = "waveform.json";

  /** A sound that breaks off before so much of its length is damaged. */
  private static final double WHOLE = 0.9;

  /** What codecs cut off or add at the ends. */
  private static final Duration ENDS = Duration.ofMillis(200);

  private final FfmpegTools tools;

  public DecodeStep(FfmpegTools tools) {
    this.tools = tools;
  }

  @Override
  public String name() {
    return "decode";
  }

  @Override
  public void run(Workpiece work) throws ProcessingException, IOException, InterruptedException {
    if (work.source().mediaType() != MediaType.AUDIO) {
      return;
    }
    Original original = Original.of(work);
    List<Mp3> made = original.isPlayable() ? List.of() : List.of(Mp3.USUAL, Mp3.BEGINNING);
    List<String> planned = new ArrayList<>(made.stream().map(Mp3::key).toList());
    planned.add(WAVEFORM);
    work.plan(planned);

    Peaks peaks = decode(original, made, work);
    Duration length = length(peaks);
    check(length, original.claim());
    work.note(facts -> facts.with(withLength(original.facts(), length)));
    for (Mp3 mp3 : made) {
      work.deliver(mp3.made(work.folder(), length));
    }
    Path waveform = Files.writeString(work.folder().resolve(WAVEFORM), peaks.json());
    work.deliver(
        new MadeAsset(
            WAVEFORM,
            waveform,
            "application/json",
            Optional.empty(),
            Optional.of(length),
            Optional.empty(),
            ""));
  }

  private Peaks decode(Original original, List<Mp3> made, Workpiece work)
      throws ProcessingException, IOException, InterruptedException {
    List<String> arguments = original.encoding(tools, made, work);
    arguments.addAll(original.heard());
    arguments.addAll(
        List.of(
            "-ac",
            "1",
            "-ar",
            Integer.toString(Peaks.SAMPLE_RATE),
            "-t",
            Long.toString(AudioProbeStep.LONGEST.toSeconds() + 1),
            "-c:a",
            "pcm_s16le",
            "-f",
            "s16le",
            "pipe:1"));
    Peaks peaks = new Peaks();
    double expected = original.facts().durationInMilliseconds() * (Peaks.SAMPLE_RATE / 1000.0) + 1;
    tools.pipe(
        arguments,
        work.folder(),
        pcm -> peaks.read(pcm, samples -> work.progress(Math.min(1, samples / expected))));
    return peaks;
  }

  private static Duration length(Peaks peaks) {
    return Duration.ofMillis(peaks.samples() * 1000 / Peaks.SAMPLE_RATE);
  }

  private static void check(Duration length, Optional<Duration> claim) throws ProcessingException {
    if (length.compareTo(AudioProbeStep.LONGEST) > 0) {
      throw AudioProbeStep.tooLong();
    }
    if (length.isZero()) {
      throw new ProcessingException(Code.FILE_CORRUPT, "there is no sound in the file");
    }
    Duration claimed = claim.orElse(Duration.ZERO);
    if (length.plus(ENDS).compareTo(claimed) < 0
        && length.toMillis() < WHOLE * claimed.toMillis()) {
      throw new ProcessingException(
          Code.FILE_CORRUPT, "the sound breaks off before its end: the file is not whole");
    }
  }

  private static MediaFacts.Audio withLength(MediaFacts.Audio facts, Duration length) {
    return new MediaFacts.Audio(
        length.toMillis(),
        facts.bitrate(),
        facts.format(),
        facts.sampleRate(),
        facts.channels(),
        facts.title(),
        facts.artist(),
        facts.album());
  }
}
