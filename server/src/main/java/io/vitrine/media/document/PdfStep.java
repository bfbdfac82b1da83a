package io.vitrine.media.document;

import io.vitrine.media.ProcessingException;
import io.vitrine.media.ProcessingStep;
import io.vitrine.media.Workpiece;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The first page of a PDF as {@code image.preview}, the number of its pages, and its words for the
 * search (contract: processing.md sections 2 and 6). One with a password stays closed.
 */
public final class PdfStep implements ProcessingStep {
  /** Illustrator's files are PDF inside, or else PostScript, which is never interpreted here. */
  private static final Set<String> TYPES = Set.of("application/pdf", "application/illustrator");

  /** ISO 32000-1 annex H.3: where the header may stand. */
  private static final int HEADER_WITHIN = 1024;

  private final Pages pages;

  public PdfStep(Poppler poppler) {
    this.pages = new Pages(poppler);
  }

  @Override
  public String name() {
    return "pages";
  }

  @Override
  public void run(Workpiece work) throws ProcessingException, IOException, InterruptedException {
    Path source = work.source().path();
    if (TYPES.contains(work.source().mimeType()) && isPdf(source)) {
      work.plan(List.of(Pages.PREVIEW));
      pages.process(source, work);
    }
  }

  private static boolean isPdf(Path source) throws IOException {
    try (InputStream bytes = Files.newInputStream(source)) {
      return new String(bytes.readNBytes(HEADER_WITHIN), StandardCharsets.ISO_8859_1)
          .contains("%PDF-");
    }
  }
}
