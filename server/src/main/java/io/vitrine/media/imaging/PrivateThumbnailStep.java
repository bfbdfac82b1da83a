package io.vitrine.media.imaging;

import io.vitrine.media.ProcessingException;
import io.vitrine.media.ProcessingStep;
import io.vitrine.media.Workpiece;
import java.io.IOException;

/**
 * Makes the one picture of a private image that strangers may see: small on purpose (contract:
 * security.md threat 22). It is {@code thumbnail}, its longer side 256 pixels at most, a JPEG or,
 * when one sees through, a PNG; it tells no place and no camera.
 */
public record PrivateThumbnailStep(ImagingPool pool) implements ProcessingStep {
  static final String KEY = "thumbnail";
  static final int EDGE = 256;

  @Override
  public String name() {
    return "thumbnail";
  }

  @Override
  public void run(Workpiece work) throws ProcessingException, IOException, InterruptedException {
    if (work.source().isPrivate()) {
      new PreviewMaker(pool).make(work, KEY, EDGE);
    }
  }
}
