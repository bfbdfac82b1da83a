package io.vitrine.media.video;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What ffprobe, asked plainly, tells of a film that was made. */
record Facts(Path file) {

  /** One field of the first stream, such as {@code codec_name}. */
  String stream(String field) throws IOException, InterruptedException {
    return ask("-select_streams", "0", "-show_entries", "stream=" + field).strip();
  }

  /** The time of each frame in seconds, decoded to the end without an error. */
  List<Double> frames() throws IOException, InterruptedException {
    return seconds(ask("-select_streams", "v", "-show_entries", "frame=pts_time"));
  }

  /** The time of each key frame in seconds. */
  List<Double> keyFrames() throws IOException, InterruptedException {
    return seconds(
        ask("-select_streams", "v", "-skip_frame", "nokey", "-show_entries", "frame=pts_time"));
  }

  /** Errors are part of the output, and no numbers. */
  private String ask(String... question) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("ffprobe", "-v", "error", "-of", "csv=p=0"));
    command.addAll(List.of(question));
    command.add(file.toString());
    return Films.run(command);
  }

  private static List<Double> seconds(String lines) {
    return lines
        .lines()
        .map(line -> line.replaceAll(",.*", ""))
        .filter(line -> !line.isBlank())
        .map(Double::valueOf)
        .toList();
  }
}
