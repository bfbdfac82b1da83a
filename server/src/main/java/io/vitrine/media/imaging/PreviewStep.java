package io.vitrine.media.imaging;

import io.vitrine.media.ProcessingException;
import io.vitrine.media.ProcessingStep;
import io.vitrine.media.SourceFile;
import io.vitrine.media.Workpiece;
import java.io.IOException;
import java.util.Set;

/**
 * Makes the preview of images that need one: private ones, and those of formats that browsers lack
 * (contract: processing.md section 2). It is {@code image.preview}, its longer side 1,000 pixels at
 * most, a JPEG or, when one sees through, a PNG; it tells no place and no camera.
 */
public record PreviewStep(ImagingPool pool) implements ProcessingStep {
  static final String KEY = "image.preview";
  static final int EDGE = 1_000;

  /** What every browser shows as it is. */
  private static final Set<String> SHOWN =
      Set.of(
          "image/jpeg",
          "image/png",
          "image/gif",
          "image/webp",
          "image/avif",
          "image/x-icon",
          "image/vnd.microsoft.icon");

  @Override
  public String name() {
    return "preview";
  }

  @Override
  public void run(Workpiece work) throws ProcessingException, IOException, InterruptedException {
    SourceFile source = work.source();
    if (source.isPrivate() || !SHOWN.contains(source.mimeType())) {
      new PreviewMaker(pool).make(work, KEY, EDGE);
    }
  }
}
