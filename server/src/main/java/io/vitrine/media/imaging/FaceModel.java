package io.vitrine.media.imaging;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where what is known of faces lies: a cascade that OpenCV's authors learnt from thousands of them,
 * as Debian's package {@code opencv-data} and others install it.
 */
public final class FaceModel {
  private static final String FILE = "haarcascades/haarcascade_frontalface_alt2.xml";
  private static final List<Path> FOLDERS =
      List.of(
          Path.of("/usr/share/opencv4"),
          Path.of("/usr/local/share/opencv4"),
          Path.of("/opt/homebrew/share/opencv4"));

  private FaceModel() {}

  /** The file on this machine; empty when it is not installed. */
  public static Optional<Path> installed() {
    return FOLDERS.stream()
        .map(folder -> folder.resolve(FILE))
        .filter(Files::isReadable)
        .findFirst();
  }
}
