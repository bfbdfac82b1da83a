package io.vitrine.media.audio;

import io.vitrine.media.video.FfmpegTools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes small sounds for tests, with the ffmpeg of the machine.
 *
 * @param folder where they go
 */
record Sounds(Path folder) {
  static final FfmpegTools TOOLS =
      FfmpegTools.find(Optional.empty(), Optional.empty())
          .orElseThrow(() -> new IllegalStateException("these tests need ffmpeg and ffprobe"));

  private static final String WAVE = "0.8*sin(440*2*PI*t)*(1-0.5*gte(t,1))";

  /** A tone of two seconds, half as loud in its second half, on both channels. */
  static final String TONE = "aevalsrc='" + WAVE + "|" + WAVE + "':s=44100:d=2";

  /**
   * A sound.
   *
   * @param source a filter graph of ffmpeg
   * @param arguments separated by spaces: how it is encoded
   */
  Path make(String name, String source, String arguments) throws IOException, InterruptedException {
    Path file = folder.resolve(name);
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "error", "-y"));
    command.addAll(List.of("-f", "lavfi", "-i", source));
    if (!arguments.isEmpty()) {
      command.addAll(List.of(arguments.split(" ", -1)));
    }
    command.add(file.toString());
    run(command);
    return file;
  }

  /** What a program prints; it must succeed. */
  static String run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + output);
    }
    return output;
  }

  /** What ffprobe says of a sound, such as {@code codec_name=mp3}, on lines. */
  static String describe(Path file) throws IOException, InterruptedException {
    return run(
        List.of(
            "ffprobe",
            "-v",
            "error",
            "-show_entries",
            "stream=codec_name,bit_rate,sample_rate,channels:format=duration:format_tags",
            "-of",
            "default=nw=1",
            file.toString()));
  }
}
