package io.vitrine.media.audio;

import io.vitrine.media.MediaType;
import io.vitrine.media.ProcessingException;
import io.vitrine.media.ProcessingStep;
import io.vitrine.media.Workpiece;
import io.vitrine.media.video.FfmpegTools;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * The MP3 variants that are not there yet, all of them by one decoding. After {@link DecodeStep},
 * which has checked the sound.
 */
public final class Mp3Step implements ProcessingStep {
  /** One of the lines of {@code -progress}: microseconds that are written. */
  private static final String REPORTED = "out_time_us=";

  private final FfmpegTools tools;

  public Mp3Step(FfmpegTools tools) {
    this.tools = tools;
  }

  @Override
  public String name() {
    return "mp3";
  }

  @Override
  public void run(Workpiece work) throws ProcessingException, IOException, InterruptedException {
    if (work.source().mediaType() != MediaType.AUDIO) {
      return;
    }
    work.plan(Arrays.stream(Mp3.values()).map(Mp3::key).toList());
    List<Mp3> missing =
        Arrays.stream(Mp3.values()).filter(variant -> !work.has(variant.key())).toList();
    if (missing.isEmpty()) {
      return;
    }
    Original original = Original.of(work);
    Duration length = Duration.ofMillis(original.facts().durationInMilliseconds());
    List<String> arguments = original.encoding(tools, missing, work);
    arguments.addAll(List.of("-progress", "pipe:1"));
    tools.ffmpeg(arguments, work.folder(), line -> report(line, length, work));
    for (Mp3 variant : missing) {
      work.deliver(variant.made(work.folder(), length));
    }
  }

  private static void report(String line, Duration length, Workpiece work) {
    if (line.matches(REPORTED + "\\d{1,15}")) {
      double micros = Long.parseLong(line.substring(REPORTED.length()));
      work.progress(Math.min(1, micros / (length.toMillis() * 1000.0 + 1)));
    }
  }
}
