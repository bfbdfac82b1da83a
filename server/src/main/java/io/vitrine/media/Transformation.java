package io.vitrine.media;

import java.util.List;
import java.util.OptionalInt;

/**
 * A picture to be made of another one (contract: delivery.md section 8), checked and free of
 * spelling: two URLs that ask for the same picture give equal transformations.
 *
 * @param operations one to four, in order
 * @param quality 1 to 100; empty to let the encoder choose
 * @param baseline a JPEG that is not progressive
 * @param allFrames of an animated source; else its first one
 */
public record Transformation(
    List<PictureOperation> operations,
    PictureAdjustments adjustments,
    PictureFormat format,
    OptionalInt quality,
    boolean baseline,
    boolean allFrames) {
  public Transformation {
    operations = List.copyOf(operations);
  }
}
