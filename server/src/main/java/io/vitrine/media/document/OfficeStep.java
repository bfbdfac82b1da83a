package io.vitrine.media.document;

import io.vitrine.media.ProcessingException;
import io.vitrine.media.ProcessingStep;
import io.vitrine.media.Workpiece;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** As {@link PdfStep}, of what an office document looks like on paper. */
public final class OfficeStep implements ProcessingStep {
  private static final String OPEN_XML = "application/vnd.openxmlformats-officedocument.";
  private static final String OPEN_DOCUMENT = "application/vnd.oasis.opendocument.";

  /** How the types begin that a module reads. */
  private static final Map<Office.Module, List<String>> TYPES =
      Map.of(
          Office.Module.WRITER,
          List.of(
              "application/msword",
              "application/rtf",
              OPEN_XML + "wordprocessingml.",
              OPEN_DOCUMENT + "text"),
          Office.Module.CALC,
          List.of(
              "application/vnd.ms-excel",
              OPEN_XML + "spreadsheetml.",
              OPEN_DOCUMENT + "spreadsheet"),
          Office.Module.IMPRESS,
          List.of(
              "application/vnd.ms-powerpoint",
              OPEN_XML + "presentationml.",
              OPEN_DOCUMENT + "presentation"));

  private final Office office;
  private final Pages pages;

  public OfficeStep(Office office, Poppler poppler) {
    this.office = office;
    this.pages = new Pages(poppler);
  }

  @Override
  public String name() {
    return "office";
  }

  @Override
  public void run(Workpiece work) throws ProcessingException, IOException, InterruptedException {
    if (isReadable(work.source().mimeType())) {
      work.plan(List.of(Pages.PREVIEW));
      pages.process(office.toPdf(work.source().path(), work.folder()), work);
    }
  }

  private boolean isReadable(String mimeType) {
    return office.modules().stream()
        .flatMap(module -> TYPES.get(module).stream())
        .anyMatch(mimeType::startsWith);
  }
}
