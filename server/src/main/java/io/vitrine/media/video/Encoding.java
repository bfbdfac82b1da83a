package io.vitrine.media.video;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How each kind of output is written, as arguments of ffmpeg from its {@code -map} to its name. */
final class Encoding {
  /** Seconds from one key frame to the next, on the common timeline of all rungs. */
  private static final int KEY_FRAMES = 2;

  /** Nothing that the film says of itself goes along: cameras write down where they were. */
  private static final List<String> NO_TRACES =
      List.of("-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact");

  private static final String FRAGMENTED = "+default_base_moof+cmaf+skip_trailer";

  private Encoding() {}

  /**
   * A rung: H.264 High in CMAF, a fragment for each group of pictures. The preset is a matter of
   * price: slower ones take two to five times the computing for a tenth less bytes.
   */
  static List<String> rung(Rung rung, int threads, Path file) {
    List<String> arguments = new ArrayList<>(List.of("-map", FilmGraph.label(rung)));
    arguments.addAll(h264(rung, threads));
    arguments.addAll(NO_TRACES);
    arguments.addAll(List.of("-video_track_timescale", "90000"));
    // Frames lie in the order in which they are decoded, so the first one is due later than it is
    // shown. The offset stands as an edit list in the header (ISO/IEC 23000-19 section 7.5.13),
    // which is written when it is known.
    arguments.addAll(
        List.of("-use_editlist", "1", "-movflags", "+frag_keyframe+delay_moov" + FRAGMENTED));
    arguments.addAll(List.of("-f", "mp4", name(file)));
    return arguments;
  }

  /** A film of its own that plays while it loads. */
  static List<String> clip(Rung rung, int threads, Path file) {
    List<String> arguments = new ArrayList<>(List.of("-map", FilmGraph.label(rung)));
    arguments.addAll(h264(rung, threads));
    arguments.addAll(NO_TRACES);
    arguments.addAll(List.of("-movflags", "+faststart", "-f", "mp4", name(file)));
    return arguments;
  }

  private static List<String> h264(Rung rung, int threads) {
    return List.of(
        "-c:v",
        "libx264",
        "-preset",
        "veryfast",
        "-profile:v",
        "high",
        "-crf",
        "22",
        "-maxrate",
        rung.kilobits() + "k",
        "-bufsize",
        2 * rung.kilobits() + "k",
        // Key frames at the same moments in each rung, and nowhere else; groups that stand alone.
        "-force_key_frames",
        "expr:gte(t,n_forced*" + KEY_FRAMES + ")",
        "-g",
        "9999",
        "-sc_threshold",
        "0",
        "-flags",
        "+cgop",
        "-fps_mode",
        "passthrough",
        "-threads",
        Integer.toString(threads));
  }

  /** The sound that all rungs share: AAC-LC in CMAF. */
  static List<String> sound(Path file) {
    List<String> arguments =
        new ArrayList<>(List.of("-map", "[sound]", "-c:a", "aac", "-b:a", "128k"));
    arguments.addAll(NO_TRACES);
    arguments.addAll(List.of("-movflags", FRAGMENTED, "-frag_duration", KEY_FRAMES + "000000"));
    arguments.addAll(List.of("-f", "mp4", name(file)));
    return arguments;
  }

  /** One JPEG file. */
  static List<String> jpeg(String label, Path file) {
    return List.of(
        "-map", label, "-c:v", "mjpeg", "-q:v", "3", "-frames:v", "1", "-f", "mjpeg", name(file));
  }

  private static String name(Path file) {
    return "file:" + file.toAbsolutePath();
  }
}
