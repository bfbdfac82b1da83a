package io.vitrine.media.imaging;

import io.vitrine.media.PictureException;
import io.vitrine.media.ProcessingException;
import io.vitrine.media.ProcessingStep;
import io.vitrine.media.SourceFile;
import io.vitrine.media.Workpiece;
import java.io.IOException;
import java.util.List;

/**
 * Draws a vector graphic: {@code image.preview} is a PNG whose longer side is 1,000 pixels, and its
 * colours are noted (contract: processing.md section 2). To be done later: browsers show the
 * graphic itself, so one that cannot be drawn here is ready all the same. That it is well-formed,
 * without a DTD and within the limits of section 6 was checked when it was taken in.
 */
public record VectorStep(ImagingPool pool) implements ProcessingStep {

  @Override
  public String name() {
    return "draw";
  }

  @Override
  public void run(Workpiece work) throws ProcessingException, IOException, InterruptedException {
    SourceFile source = work.source();
    work.plan(List.of(PreviewStep.KEY));
    try {
      Inspection seen = pool.inspect(source.path(), source.mimeType());
      work.note(facts -> facts.with(InspectStep.picture(seen, facts)));
      if (!work.has(PreviewStep.KEY)) {
        new PreviewMaker(pool).deliver(work, PreviewStep.KEY, PreviewStep.EDGE);
      }
    } catch (PictureException failure) {
      throw Refusal.of(failure).processing(failure);
    }
  }
}
