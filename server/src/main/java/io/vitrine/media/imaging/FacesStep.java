package io.vitrine.media.imaging;

import io.vitrine.media.Face;
import io.vitrine.media.MediaFacts;
import io.vitrine.media.PictureException;
import io.vitrine.media.ProcessingException;
import io.vitrine.media.ProcessingStep;
import io.vitrine.media.SourceFile;
import io.vitrine.media.Workpiece;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Notes the faces in an image (contract: processing.md section 2). To be done later: it decodes
 * once more, and nobody waits for faces.
 *
 * @param cascade what is known of how faces look: see {@link FaceModel}
 */
public record FacesStep(ImagingPool pool, Path cascade) implements ProcessingStep {

  @Override
  public String name() {
    return "faces";
  }

  @Override
  public void run(Workpiece work) throws ProcessingException, IOException, InterruptedException {
    SourceFile source = work.source();
    // Without what the inspection noted there is no picture to have faces.
    if (work.facts().picture().isEmpty()) {
      return;
    }
    try {
      List<Face> faces = pool.faces(source.path(), source.mimeType(), cascade);
      work.note(facts -> facts.picture().map(seen -> facts.with(with(seen, faces))).orElse(facts));
    } catch (PictureException failure) {
      throw Refusal.of(failure).processing(failure);
    }
  }

  private static MediaFacts.Picture with(MediaFacts.Picture seen, List<Face> faces) {
    return new MediaFacts.Picture(
        seen.size(),
        seen.frames(),
        seen.profile(),
        seen.prominent(),
        seen.palette(),
        faces,
        seen.thumbHash());
  }
}
