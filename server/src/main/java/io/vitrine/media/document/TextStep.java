package io.vitrine.media.document;

import io.vitrine.media.ProcessingStep;
import io.vitrine.media.Workpiece;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Optional;
import java.util.Set;

/** The beginning of texts for the search. What is no Unicode text is left alone. */
public final class TextStep implements ProcessingStep {
  private static final Set<String> TYPES = Set.of("text/plain", "text/csv", "text/vcard");

  @Override
  public String name() {
    return "text";
  }

  @Override
  public void run(Workpiece work) throws IOException {
    if (!TYPES.contains(work.source().mimeType())) {
      return;
    }
    try (InputStream bytes = Files.newInputStream(work.source().path())) {
      Optional<String> text = PlainText.decode(bytes.readNBytes(Poppler.TEXT_BYTES));
      text.filter(found -> !found.isBlank()).ifPresent(work::searchable);
    }
  }
}
