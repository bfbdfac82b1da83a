package io.vitrine;

import io.vitrine.Doctor.Finding;
import io.vitrine.Doctor.State;
import io.vitrine.media.video.FfmpegAbilities;
import io.vitrine.media.video.FfmpegTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tries whether films and sounds can be made fit for the web.
 *
 * @param ffmpeg a path of the operator's; empty to look for it
 * @param ffprobe a path of the operator's; empty to look for it
 * @param scratch where it may run; made when it is missing
 */
record VideoDoctor(Optional<Path> ffmpeg, Optional<Path> ffprobe, Path scratch) {
  private static final String INSTALL =
      "install ffmpeg 5.1 or newer (Debian, Ubuntu: apt-get install ffmpeg; Fedora: dnf install"
          + " ffmpeg; macOS: brew install ffmpeg) or name the programs with --ffmpeg and --ffprobe";

  Finding examine() {
    Optional<FfmpegTools> tools = FfmpegTools.find(ffmpeg, ffprobe);
    if (tools.isEmpty()) {
      // The server works without: films and sounds are kept as they are.
      return missing("ffmpeg or ffprobe was not found");
    }
    try {
      Files.createDirectories(scratch);
      return finding(tools.get().abilities(scratch));
    } catch (IOException failure) {
      return missing(failure.getMessage());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return missing("could not be tried");
    }
  }

  private static Finding missing(String detail) {
    return new Finding(State.WARN, "ffmpeg", detail, Optional.of(INSTALL));
  }

  private static Finding finding(FfmpegAbilities abilities) {
    List<String> lacking = new ArrayList<>();
    for (String encoder : FfmpegAbilities.NEEDED) {
      if (!abilities.encoders().contains(encoder)) {
        lacking.add("cannot encode with " + encoder);
      }
    }
    if (!abilities.mapsTones()) {
      lacking.add("films of high dynamic range come out pale (no zscale or tonemap)");
    }
    String detail = "ffmpeg " + abilities.version();
    return lacking.isEmpty()
        ? Finding.ok("ffmpeg", detail + " makes H.264, AAC, MP3 and JPEG; maps tones of HDR")
        : new Finding(
            State.WARN,
            "ffmpeg",
            detail + "; " + String.join("; ", lacking),
            Optional.of("a complete build of ffmpeg, such as Debian's, does; " + INSTALL));
  }
}
