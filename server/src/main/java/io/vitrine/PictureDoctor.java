package io.vitrine;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vitrine.Doctor.Finding;
import io.vitrine.Doctor.State;
import io.vitrine.media.PictureException;
import io.vitrine.media.PictureFormat;
import io.vitrine.media.imaging.ImagingAbilities;
import io.vitrine.media.imaging.ImagingPool;
import io.vitrine.media.imaging.ImagingSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Tries whether pictures can be made, of what and as what, and whether faces can be found. */
record PictureDoctor(ImagingSettings settings) {
  private static final String INSTALL =
      "install libvips 8.14 or newer (Debian, Ubuntu: apt-get install libvips42;"
          + " Fedora: dnf install vips; macOS: brew install vips) or name the library"
          + " with --libvips";

  private static final Set<String> EXPECTED =
      Set.of(
          "image/jpeg",
          "image/png",
          "image/gif",
          "image/webp",
          "image/tiff",
          "image/avif",
          "image/heic");

  Finding examine() {
    try (ImagingPool pool = new ImagingPool(settings, new SimpleMeterRegistry())) {
      return finding(pool.abilities());
    } catch (PictureException failure) {
      return missing(failure.getMessage());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return missing("could not be tried");
    }
  }

  /**
   * Tells whether faces can be found.
   *
   * @param model the file that knows how they look; empty when there is none
   */
  static Finding faces(Optional<Path> model) {
    return model
        .map(file -> Finding.ok("faces", "looked for with " + file))
        .orElseGet(
            () ->
                new Finding(
                    State.WARN,
                    "faces",
                    "none are found in images: OpenCV's cascades are missing",
                    Optional.of(
                        "install them (Debian, Ubuntu: apt-get install opencv-data) and start"
                            + " again")));
  }

  private static Finding missing(String detail) {
    // The server works without: everything but pictures made of pictures.
    return new Finding(State.WARN, "libvips", detail, Optional.of(INSTALL));
  }

  private static Finding finding(ImagingAbilities abilities) {
    List<String> lacking = new ArrayList<>();
    Set<String> unread = new TreeSet<>(EXPECTED);
    unread.removeAll(abilities.reads());
    if (!unread.isEmpty()) {
      lacking.add("cannot read " + String.join(", ", unread));
    }
    EnumSet<PictureFormat> unwritten = EnumSet.allOf(PictureFormat.class);
    unwritten.removeAll(abilities.writes());
    if (!unwritten.isEmpty()) {
      lacking.add("cannot write " + unwritten);
    }
    String detail =
        "%s reads %s; writes %s"
            .formatted(
                abilities.version(),
                String.join(", ", new TreeSet<>(abilities.reads())),
                new TreeSet<>(abilities.writes()));
    return lacking.isEmpty()
        ? Finding.ok("libvips", detail)
        : new Finding(
            State.WARN,
            "libvips",
            detail + "; " + String.join("; ", lacking),
            Optional.of(
                "a build of libvips with these codecs, such as Debian's, does; " + INSTALL));
  }
}
