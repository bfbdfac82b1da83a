package io.vitrine.media.document;

import io.vitrine.media.ProcessingException;
import io.vitrine.media.ProcessingException.Code;
import io.vitrine.media.Program;
import io.vitrine.media.ProgramException;
import io.vitrine.media.ProgramLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The programs of poppler, which read PDF in processes of their own.
 *
 * @param info {@code pdfinfo}
 * @param painter {@code pdftoppm}
 * @param reader {@code pdftotext}
 */
public record Poppler(Program info, Program painter, Program reader) {
  /** Contract: processing.md section 6. */
  private static final ProgramLimits LIMITS =
      new ProgramLimits(
          1L << 30, 4L << 30, 64L << 20, Duration.ofSeconds(60), Duration.ofSeconds(60));

  private static final int LONG_EDGE = 1000;
  private static final int PAGES_READ = 100;

  /** Enough to find a document by; the catalog keeps less. */
  static final int TEXT_BYTES = 200_000;

  private static final int MAX_FIELDS = 100;

  /**
   * What a PDF says about itself.
   *
   * @param pages absent when it does not tell without a password
   * @param locked whether it cannot be read without a password
   */
  record Summary(OptionalInt pages, boolean encrypted, boolean locked) {
    private static final Summary LOCKED = new Summary(OptionalInt.empty(), true, true);
  }

  /** Where the system keeps programs; empty when one of them is not installed. */
  public static Optional<Poppler> find() {
    Optional<Program> info = Program.find("pdfinfo");
    Optional<Program> painter = Program.find("pdftoppm");
    Optional<Program> reader = Program.find("pdftotext");
    return info.isPresent() && painter.isPresent() && reader.isPresent()
        ? Optional.of(new Poppler(info.get(), painter.get(), reader.get()))
        : Optional.empty();
  }

  /**
   * Looks at the structure of a PDF.
   *
   * @throws ProcessingException when it is damaged beyond repair
   */
  Summary inspect(Path pdf, Path folder)
      throws ProcessingException, IOException, InterruptedException {
    Map<String, String> fields = new ConcurrentHashMap<>();
    try {
      info.run(List.of("-enc", "UTF-8", absolute(pdf)), folder, LIMITS, line -> keep(fields, line));
    } catch (ProgramException failure) {
      if (failure.said().contains("Incorrect password")) {
        return Summary.LOCKED;
      }
      throw failure.asVerdict(Code.FILE_CORRUPT, "the PDF is damaged");
    }
    return new Summary(
        pages(fields), fields.getOrDefault("Encrypted", "no").startsWith("yes"), false);
  }

  /** The programs run in another folder than the server. */
  private static String absolute(Path file) {
    return file.toAbsolutePath().toString();
  }

  private static void keep(Map<String, String> fields, String line) {
    int colon = line.indexOf(':');
    if (colon > 0 && fields.size() < MAX_FIELDS) {
      // The first of a name counts: the title of a document is free text.
      fields.putIfAbsent(line.substring(0, colon), line.substring(colon + 1).strip());
    }
  }

  private static OptionalInt pages(Map<String, String> fields) {
    String pages = fields.getOrDefault("Pages", "");
    return pages.matches("\\d{1,9}")
        ? OptionalInt.of(Integer.parseInt(pages))
        : OptionalInt.empty();
  }

  /**
   * Paints the first page.
   *
   * @return a JPEG in the folder, its long edge {@value #LONG_EDGE} pixels
   */
  Path paint(Path pdf, Path folder) throws ProcessingException, IOException, InterruptedException {
    Path target = folder.resolve("page");
    List<String> arguments =
        List.of(
            "-q",
            "-jpeg",
            "-jpegopt",
            "quality=85,progressive=n,optimize=y",
            "-f",
            "1",
            "-l",
            "1",
            "-scale-to",
            Integer.toString(LONG_EDGE),
            "-singlefile",
            absolute(pdf),
            absolute(target));
    try {
      painter.run(arguments, folder, LIMITS, _ -> {});
    } catch (ProgramException failure) {
      throw failure.asVerdict(Code.FILE_CORRUPT, "the first page cannot be painted");
    }
    return folder.resolve("page.jpg");
  }

  /** The words of the first pages; "" when they are pictures only. */
  String text(Path pdf, Path folder) throws ProcessingException, IOException, InterruptedException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    List<String> arguments =
        List.of(
            "-q",
            "-enc",
            "UTF-8",
            "-nopgbrk",
            "-l",
            Integer.toString(PAGES_READ),
            absolute(pdf),
            "-");
    try {
      reader.run(arguments, folder, LIMITS, output -> beginning(output, text), _ -> {});
    } catch (ProgramException failure) {
      throw failure.asVerdict(Code.FILE_CORRUPT, "the text cannot be read");
    }
    return PlainText.decode(text.toByteArray()).orElse("");
  }

  private static void beginning(InputStream output, OutputStream text) throws IOException {
    text.write(output.readNBytes(TEXT_BYTES));
    output.transferTo(OutputStream.nullOutputStream());
  }

  /** Those that are used, for a look at them. */
  public Collection<Path> executables() {
    return List.of(info.executable(), painter.executable(), reader.executable());
  }
}
