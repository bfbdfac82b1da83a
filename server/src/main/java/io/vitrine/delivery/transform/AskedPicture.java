package io.vitrine.delivery.transform;

import io.vitrine.media.PictureAdjustments;
import io.vitrine.media.PictureOperation;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a URL says of a picture, before anything is known of the source and the client.
 *
 * @param operations one to four
 * @param quality empty when none is asked for
 * @param automaticQuality the encoder is to choose, whatever {@code quality} says
 * @param baseline a JPEG that is not progressive
 * @param still the first frame of an animated source
 * @param allFrames of an animated source
 * @param extension of the last part of the URL, lower case, without the dot; may be empty
 */
public record AskedPicture(
    List<PictureOperation> operations,
    PictureAdjustments adjustments,
    OptionalInt quality,
    boolean automaticQuality,
    boolean baseline,
    Optional<Encoding> encoding,
    boolean still,
    boolean allFrames,
    String extension) {
  public AskedPicture {
    operations = List.copyOf(operations);
  }

  /** A format that is asked for beside the extension. */
  public enum Encoding {
    /** The best that the client says it can show. */
    AUTO,
    WEBP,
    AVIF
  }

  /** Whether the answer depends on what the client says it can show. */
  public boolean variesByClient() {
    return encoding.filter(Encoding.AUTO::equals).isPresent();
  }
}
