package io.vitrine.media.video;

import io.vitrine.media.MediaType;
import io.vitrine.media.SourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes small films for tests, with the ffmpeg of the machine.
 *
 * @param folder where they go
 */
record Films(Path folder) {
  static final FfmpegTools TOOLS =
      FfmpegTools.find(Optional.empty(), Optional.empty())
          .orElseThrow(() -> new IllegalStateException("these tests need ffmpeg and ffprobe"));

  /** Moving pictures of this size, rate and length in seconds. */
  static List<String> picture(String size, String rate, String seconds) {
    return List.of("-f", "lavfi", "-i", "testsrc2=s=%s:r=%s:d=%s".formatted(size, rate, seconds));
  }

  /** A tone. */
  static List<String> tone(String seconds) {
    return List.of("-f", "lavfi", "-i", "sine=r=48000:d=" + seconds);
  }

  /**
   * A film.
   *
   * @param inputs arguments of the inputs
   * @param arguments separated by spaces: how it is encoded
   */
  Path make(String name, List<List<String>> inputs, String arguments)
      throws IOException, InterruptedException {
    Path file = folder.resolve(name);
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "error", "-y"));
    inputs.forEach(command::addAll);
    command.addAll(List.of(arguments.split(" ", -1)));
    command.add(file.toString());
    run(command);
    return file;
  }

  /** H.264 and AAC in MP4: what most people upload. */
  Path plain(String size, String seconds) throws IOException, InterruptedException {
    return make(
        "plain-" + size + ".mp4",
        List.of(picture(size, "30", seconds), tone(seconds)),
        "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac");
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

  static SourceFile film(Path file, String mimeType) throws IOException {
    return new SourceFile(
        file, MediaType.VIDEO, mimeType, false, Files.size(file), Optional.empty());
  }
}
