package io.vitrine.media.cmaf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The programs that make the films of tests, and judge ours. */
public final class Ffmpeg {
  private Ffmpeg() {}

  /** Makes things with ffmpeg. */
  public static void ffmpeg(List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "error", "-y"));
    command.addAll(arguments);
    run(command);
  }

  /** What ffprobe says, which must not complain. */
  public static String ffprobe(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("ffprobe", "-v", "error"));
    command.addAll(List.of(arguments));
    return run(command);
  }

  /**
   * Checksum and time of each frame, decoded.
   *
   * @param stream such as {@code v} or {@code a}
   */
  public static List<String> frames(Path film, String stream) throws Exception {
    return run(List.of(
            "ffmpeg",
            "-nostdin",
            "-v",
            "error",
            "-xerror",
            "-i",
            film.toString(),
            "-map",
            "0:" + stream,
            "-f",
            "framemd5",
            "-"))
        .lines()
        .filter(line -> !line.startsWith("#"))
        .toList();
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).as("%s: %s", command, output).isZero();
    return output;
  }
}
