package io.vitrine.media.cmaf;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A film as the encoder leaves it: a file for each rung, and one for the sound.
 *
 * @param rungs by their names
 */
public record EncodedFilm(Map<String, Path> rungs, Optional<Path> sound) {

  /** How a film is made. */
  public record Recipe(
      int seconds, String frameRate, String sampleRate, boolean hasSound, List<Integer> heights) {
    /** A film of the usual kind. */
    public static Recipe of(int seconds, Integer... heights) {
      return new Recipe(seconds, "30000/1001", "48000", true, List.of(heights));
    }

    public Recipe frameRate(String other) {
      return new Recipe(seconds, other, sampleRate, hasSound, heights);
    }

    public Recipe sampleRate(String other) {
      return new Recipe(seconds, frameRate, other, hasSound, heights);
    }

    public Recipe silent() {
      return new Recipe(seconds, frameRate, sampleRate, false, heights);
    }
  }

  /** Encodes moving test pictures and a tone as processing does it. */
  public static EncodedFilm encode(Recipe recipe, Path folder) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=320x180:rate=%s:duration=%d"
                    .formatted(recipe.frameRate(), recipe.seconds()),
                "-f",
                "lavfi",
                "-i",
                "sine=frequency=440:sample_rate=%s:duration=%d"
                    .formatted(recipe.sampleRate(), recipe.seconds())));
    Map<String, Path> rungs = new LinkedHashMap<>();
    for (int height : recipe.heights()) {
      Path file = folder.resolve(height + "p.film");
      rungs.put(height + "p", file);
      arguments.addAll(List.of("-map", "0:v", "-vf", "scale=-2:" + height, "-c:v", "libx264"));
      arguments.addAll(List.of("-preset", "veryfast", "-profile:v", "high", "-pix_fmt", "yuv420p"));
      arguments.addAll(List.of("-force_key_frames", "expr:gte(t,n_forced*2)"));
      arguments.addAll(List.of("-sc_threshold", "0", "-g", "1000"));
      arguments.addAll(List.of("-video_track_timescale", "90000", "-use_editlist", "1"));
      arguments.addAll(List.of("-movflags", "+cmaf+delay_moov+frag_keyframe"));
      arguments.addAll(List.of("-f", "mp4", file.toString()));
    }
    Path sound = folder.resolve("sound.film");
    if (recipe.hasSound()) {
      arguments.addAll(List.of("-map", "1:a", "-c:a", "aac", "-b:a", "128k", "-ac", "2"));
      arguments.addAll(List.of("-frag_duration", "2000000", "-use_editlist", "1"));
      arguments.addAll(List.of("-movflags", "+cmaf+delay_moov", "-f", "mp4", sound.toString()));
    }
    Ffmpeg.ffmpeg(arguments);
    return new EncodedFilm(rungs, recipe.hasSound() ? Optional.of(sound) : Optional.empty());
  }

  /** Delivers all of it, as processing does. */
  public void deliver(DeliveredFilm to) throws Exception {
    CmafRungs shelf = new CmafRungs();
    for (Map.Entry<String, Path> rung : rungs.entrySet()) {
      shelf.rung(to, rung.getKey(), rung.getValue(), sound);
    }
  }
}
