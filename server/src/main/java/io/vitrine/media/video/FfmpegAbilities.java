package io.vitrine.media.video;

import java.util.List;
import java.util.Set;

/**
 * What the ffmpeg at hand can do.
 *
 * @param version such as {@code 5.1.9-0+deb12u1}
 * @param encoders by their names in ffmpeg, such as {@code libx264}
 * @param filters such as {@code tonemap}
 */
public record FfmpegAbilities(String version, Set<String> encoders, Set<String> filters) {
  /** The encoders without which something cannot be made. */
  public static final List<String> NEEDED = List.of("libx264", "aac", "libmp3lame", "mjpeg");

  public FfmpegAbilities {
    encoders = Set.copyOf(encoders);
    filters = Set.copyOf(filters);
  }

  /** Whether films can be made at all. */
  public boolean makesFilms() {
    return encoders.containsAll(Set.of("libx264", "aac", "mjpeg"));
  }

  /** Whether films of high dynamic range keep their look; without it they come out pale. */
  public boolean mapsTones() {
    return filters.containsAll(Set.of("zscale", "tonemap"));
  }
}
