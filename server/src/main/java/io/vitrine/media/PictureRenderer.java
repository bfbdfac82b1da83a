package io.vitrine.media;

import java.nio.file.Path;
import java.util.Set;

/** Makes pictures of untrusted pictures. Safe for use by many threads. */
public interface PictureRenderer {

  /**
   * Makes a picture; waits for its turn when many are asked for.
   *
   * @param source a local file
   * @param mimeType of the source, as the catalog knows it; the bytes are never guessed at
   * @param target is written; whatever is left there after an error means nothing
   * @throws PictureException when it cannot be made, with the reason
   */
  void render(Path source, String mimeType, Transformation transformation, Path target)
      throws PictureException, InterruptedException;

  /**
   * The formats that can be written here; {@code JPEG} and {@code PNG} are always among them.
   *
   * @throws PictureException when that is not known now
   */
  Set<PictureFormat> formats() throws PictureException, InterruptedException;
}
