package io.vitrine.media.imaging;

import io.vitrine.media.MadeAsset;
import io.vitrine.media.PictureException;
import io.vitrine.media.ProcessingException;
import io.vitrine.media.SourceFile;
import io.vitrine.media.Workpiece;
import java.io.IOException;
import java.nio.file.Path;

/** Makes a smaller picture of an image a variant of it. */
record PreviewMaker(ImagingPool pool) {

  /**
   * Makes it, unless it is there already or the library of this machine cannot read the image.
   *
   * @param edge pixels of its longer side, at most
   */
  void make(Workpiece work, String key, int edge)
      throws ProcessingException, IOException, InterruptedException {
    SourceFile source = work.source();
    if (work.has(key)) {
      return;
    }
    try {
      if (pool.reads(source.mimeType())) {
        deliver(work, key, edge);
      }
    } catch (PictureException failure) {
      Refusal refusal = Refusal.of(failure);
      if (refusal != Refusal.UNSUPPORTED) {
        throw refusal.processing(failure);
      }
    }
  }

  /** Makes it of whatever the source is. */
  void deliver(Workpiece work, String key, int edge)
      throws PictureException, IOException, InterruptedException {
    SourceFile source = work.source();
    Path target = work.folder().resolve(key);
    Answer.Previewed made = pool.preview(source.path(), source.mimeType(), edge, target);
    work.deliver(MadeAsset.picture(key, target, made.format().mimeType(), made.size()));
  }
}
