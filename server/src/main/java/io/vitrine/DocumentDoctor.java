package io.vitrine;

import io.vitrine.Doctor.Finding;
import io.vitrine.Doctor.State;
import io.vitrine.media.document.Office;
import io.vitrine.media.document.Poppler;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks for the programs that make previews of documents. */
record DocumentDoctor(Optional<Poppler> poppler, Optional<Office> office) {

  /** For the programs of this machine. */
  static DocumentDoctor ofThisMachine() {
    return new DocumentDoctor(Poppler.find(), Office.find());
  }

  List<Finding> examine() {
    return List.of(pdf(), office.map(DocumentDoctor::complete).orElseGet(DocumentDoctor::none));
  }

  private Finding pdf() {
    // The server works without: documents have no preview then and are not found by their words.
    return poppler
        .map(
            found ->
                Finding.ok(
                    "poppler", "pictures and words of PDF by " + found.painter().executable()))
        .orElseGet(
            () ->
                new Finding(
                    State.WARN,
                    "poppler",
                    "pdfinfo, pdftoppm or pdftotext is missing: PDF and office documents have no"
                        + " preview",
                    Optional.of(
                        "install poppler-utils (Debian, Ubuntu, Fedora) or poppler (macOS)")));
  }

  private static Finding complete(Office office) {
    Set<Office.Module> missing = EnumSet.allOf(Office.Module.class);
    missing.removeAll(office.modules());
    String detail = "office documents by " + office.program().executable();
    return missing.isEmpty()
        ? Finding.ok("libreoffice", detail)
        : new Finding(
            State.WARN,
            "libreoffice",
            detail + "; without " + missing,
            Optional.of(
                "install libreoffice-writer-nogui, libreoffice-calc-nogui and"
                    + " libreoffice-impress-nogui (Debian, Ubuntu)"));
  }

  private static Finding none() {
    return new Finding(
        State.OK,
        "libreoffice",
        "not installed: office documents have no preview",
        Optional.of(
            "where they shall have one: apt-get install libreoffice-writer-nogui"
                + " libreoffice-calc-nogui libreoffice-impress-nogui"));
  }
}
