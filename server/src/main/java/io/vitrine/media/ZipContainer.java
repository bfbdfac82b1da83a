package io.vitrine.media;

import io.vitrine.media.ZipDirectory.Entry;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a ZIP file is: an office document, a book, a map, or an archive (contract: uploads.md
 * section 1.3 rule 5). Programs (JAR, APK) and documents with macros are never taken.
 */
record ZipContainer(Findings findings) implements Sniffer {
  private static final int MAX_MIMETYPE = 128;
  private static final int MAX_CONTENT_TYPES = 4 << 20;

  /** The content type of an OPC package's main part (ECMA-376 part 2 section 10.1.2). */
  private static final Pattern MAIN_PART =
      Pattern.compile("ContentType\\s*=\\s*[\"']([^\"']{1,200})\\.main\\+xml[\"']");

  @Override
  public Optional<Detection> look(Content content) throws IOException {
    if (content.has(0, "PK\u0005\u0006")) {
      return findings.known("application/zip");
    }
    if (!content.has(0, "PK\u0003\u0004")) {
      return Optional.empty();
    }
    try {
      ZipDirectory directory = ZipDirectory.open(content);
      Signs signs = new Signs();
      directory.forEach(signs::see);
      return tell(content, directory, signs);
    } catch (MalformedContent wrong) {
      return Findings.forbidden("the ZIP file cannot be read: " + wrong.getMessage());
    }
  }

  private Optional<Detection> tell(Content content, ZipDirectory directory, Signs signs)
      throws IOException {
    if (signs.program) {
      return Findings.forbidden("programs are not taken");
    }
    if (signs.macros) {
      return Findings.forbidden("documents with macros are not taken");
    }
    if (signs.contentTypes.isPresent()) {
      return openPackage(content, directory, signs.contentTypes.get());
    }
    if (signs.mimeType.isPresent()) {
      Optional<Detection> named = byMimeTypeEntry(directory, signs.mimeType.get());
      if (named.isPresent()) {
        return named;
      }
    }
    if (signs.iWork) {
      Optional<Detection> document =
          findings.byExtension(
              content,
              "application/vnd.apple.keynote",
              "application/vnd.apple.pages",
              "application/vnd.apple.numbers");
      if (document.isPresent()) {
        return document;
      }
    }
    if (signs.corelDraw) {
      return findings.known("application/vnd.corel-draw");
    }
    if (signs.flash) {
      return findings.known("application/vnd.adobe.fla");
    }
    return findings.known(signs.map ? "application/vnd.google-earth.kmz" : "application/zip");
  }

  private Optional<Detection> openPackage(Content content, ZipDirectory directory, Entry entry)
      throws IOException {
    String types = directory.beginning(entry, MAX_CONTENT_TYPES).orElse("");
    if (types.toLowerCase(Locale.ROOT).contains("macroenabled")) {
      return Findings.forbidden("documents with macros are not taken");
    }
    Matcher mainParts = MAIN_PART.matcher(types);
    while (mainParts.find()) {
      Optional<Detection> office = ofDocuments(mainParts.group(1));
      if (office.isPresent()) {
        return office;
      }
    }
    if (types.contains("application/vnd.ms-package.xps-")) {
      return findings
          .byExtension(content, "application/oxps")
          .or(() -> findings.known("application/vnd.ms-xpsdocument"));
    }
    return findings.known("application/zip");
  }

  private Optional<Detection> byMimeTypeEntry(ZipDirectory directory, Entry entry)
      throws IOException {
    return directory
        .beginning(entry, MAX_MIMETYPE)
        .flatMap(mimeType -> ofDocuments(mimeType.strip()));
  }

  /** Other types cannot be meant: a ZIP file that calls itself a JPEG is none. */
  private Optional<Detection> ofDocuments(String mimeType) {
    boolean office =
        mimeType.startsWith("application/vnd.openxmlformats-officedocument.")
            || mimeType.startsWith("application/vnd.oasis.opendocument.")
            || mimeType.equals("application/epub+zip");
    return findings
        .formats()
        .byMimeType(mimeType)
        .filter(_ -> office)
        .map(format -> new Detection.Known(format, Optional.empty()));
  }

  /** What the names of the entries give away. */
  private static final class Signs {
    private Optional<Entry> contentTypes = Optional.empty();
    private Optional<Entry> mimeType = Optional.empty();
    private boolean program;
    private boolean macros;
    private boolean iWork;
    private boolean map;
    private boolean corelDraw;
    private boolean flash;

    void see(Entry entry) {
      String name = entry.name();
      switch (name) {
        case "[Content_Types].xml" -> contentTypes = Optional.of(entry);
        case "mimetype" -> mimeType = Optional.of(entry);
        case "META-INF/MANIFEST.MF", "AndroidManifest.xml", "classes.dex" -> program = true;
        case "doc.kml" -> map = true;
        case "content/riffData.cdr", "content/root.dat" -> corelDraw = true;
        case "DOMDocument.xml" -> flash = true;
        case "Index.zip", "index.apxl", "index.xml" -> iWork = true;
        default -> {
          iWork |= name.startsWith("Index/") && name.endsWith(".iwa");
          macros |= name.endsWith("/vbaProject.bin");
        }
      }
    }
  }
}
