package io.vitrine.media.document;

import io.vitrine.media.MadeAsset;
import io.vitrine.media.MediaFacts;
import io.vitrine.media.ProcessingException;
import io.vitrine.media.ProcessingException.Code;
import io.vitrine.media.Workpiece;
import java.io.IOException;
import java.nio.file.Path;

/** What is made of the pages of a PDF, be it the file itself or what an office document became. */
record Pages(Poppler poppler) {
  static final String PREVIEW = "image.preview";

  /** Facts, preview and words, in this order; the preview is not lost when the words fail. */
  void process(Path pdf, Workpiece work)
      throws ProcessingException, IOException, InterruptedException {
    Poppler.Summary summary = poppler.inspect(pdf, work.folder());
    work.note(facts -> facts.with(new MediaFacts.Document(summary.pages(), summary.encrypted())));
    if (summary.locked()) {
      work.fail(PREVIEW, Code.UNSUPPORTED_FILE_FORMAT, "the document has a password");
      return;
    }
    work.progress(0.2);
    work.deliver(MadeAsset.picture(PREVIEW, poppler.paint(pdf, work.folder())));
    work.publish();
    work.progress(0.6);
    String text = poppler.text(pdf, work.folder());
    if (!text.isBlank()) {
      work.searchable(text);
    }
  }
}
