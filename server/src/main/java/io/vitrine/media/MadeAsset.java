package io.vitrine.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A variant of a file that is whole (contract: processing.md section 3).
 *
 * @param key the asset key, such as {@code 720p.mp4}
 * @param file its bytes, below the folder of the workpiece; taken away from there
 * @param mimeType of the bytes
 * @param pixelSize of a picture or film
 * @param duration of a film or sound
 * @param bitrate bits a second of a film or sound, on average
 * @param details what else is known, in a form that only the room knows that made it; may be empty
 */
public record MadeAsset(
    String key,
    Path file,
    String mimeType,
    Optional<PixelSize> pixelSize,
    Optional<Duration> duration,
    Optional<Long> bitrate,
    String details) {

  /** A picture. */
  public static MadeAsset picture(String key, Path file, String mimeType, PixelSize size) {
    return new MadeAsset(
        key, file, mimeType, Optional.of(size), Optional.empty(), Optional.empty(), "");
  }

  /**
   * A picture whose header tells what it is and how large.
   *
   * @throws ProcessingException {@code FILE_CORRUPT} when it is no picture
   * @throws IOException when it cannot be read
   */
  public static MadeAsset picture(String key, Path file) throws ProcessingException, IOException {
    if (Files.exists(file)) {
      try (FileBytes bytes = FileBytes.open(file)) {
        if (new Detector(new MediaFormats()).detect(bytes, Optional.empty())
                instanceof Detection.Known(MediaFormat format, Optional<PixelSize> size)
            && size.isPresent()) {
          return picture(key, file, format.mimeType(), size.get());
        }
      }
    }
    throw new ProcessingException(
        ProcessingException.Code.FILE_CORRUPT, "no picture could be made");
  }
}
