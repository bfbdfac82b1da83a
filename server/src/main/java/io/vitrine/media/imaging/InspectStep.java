package io.vitrine.media.imaging;

import io.vitrine.media.MediaFacts;
import io.vitrine.media.PictureException;
import io.vitrine.media.ProcessingException;
import io.vitrine.media.ProcessingStep;
import io.vitrine.media.SourceFile;
import io.vitrine.media.Workpiece;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Decodes all of an image: a damaged one fails here, and never gets ready (contract: processing.md
 * section 2). What it sees on the way, such as colours, is noted. An image of a kind that the
 * library of this machine does not read stays unchecked, and keeps what its header told.
 */
public record InspectStep(ImagingPool pool) implements ProcessingStep {

  @Override
  public String name() {
    return "inspect";
  }

  @Override
  public void run(Workpiece work) throws ProcessingException, IOException, InterruptedException {
    SourceFile source = work.source();
    try {
      if (pool.reads(source.mimeType())) {
        Inspection seen = pool.inspect(source.path(), source.mimeType());
        work.note(facts -> facts.with(picture(seen, facts)));
      }
    } catch (PictureException failure) {
      Refusal refusal = Refusal.of(failure);
      if (refusal != Refusal.UNSUPPORTED) {
        throw refusal.processing(failure);
      }
    }
  }

  /** Faces that were found before stay. */
  static MediaFacts.Picture picture(Inspection seen, MediaFacts known) {
    return new MediaFacts.Picture(
        seen.size(),
        seen.frames(),
        seen.profile(),
        seen.prominent(),
        seen.palette(),
        known.picture().map(MediaFacts.Picture::faces).orElse(List.of()),
        Optional.of(seen.thumbHash()));
  }
}
