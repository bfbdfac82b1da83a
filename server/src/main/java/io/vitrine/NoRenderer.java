package io.vitrine;

import io.vitrine.media.PictureException;
import io.vitrine.media.PictureException.Reason;
import io.vitrine.media.PictureFormat;
import io.vitrine.media.PictureRenderer;
import io.vitrine.media.Transformation;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/** Stands where the library that makes pictures is missing: everything else works. */
final class NoRenderer implements PictureRenderer {

  @Override
  public void render(Path source, String mimeType, Transformation transformation, Path target)
      throws PictureException {
    throw new PictureException(Reason.UNAVAILABLE, "no library that makes pictures is there");
  }

  @Override
  public Set<PictureFormat> formats() {
    return EnumSet.of(PictureFormat.JPEG, PictureFormat.PNG);
  }
}
