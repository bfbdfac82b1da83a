package io.vitrine.media.archive;

import io.vitrine.media.FileBytes;
import io.vitrine.media.MediaFacts.Archive;
import io.vitrine.media.ProcessingException;
import io.vitrine.media.ProcessingStep;
import io.vitrine.media.Workpiece;
import io.vitrine.media.ZipDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Names and sizes of what lies in a ZIP or TAR archive, also a gzipped one (contract: processing.md
 * section 2). Of other archives nothing is told: their directories are packed.
 */
public final class ListingStep implements ProcessingStep {
  /** Of ZIP without the flag for UTF-8 (APPNOTE appendix D.1). */
  private static final Charset DOS =
      Charset.isSupported("IBM437") ? Charset.forName("IBM437") : StandardCharsets.ISO_8859_1;

  @Override
  public String name() {
    return "listing";
  }

  @Override
  public void run(Workpiece work) throws ProcessingException, IOException, InterruptedException {
    Path file = work.source().path();
    Optional<Archive> found =
        switch (work.source().mimeType()) {
          case "application/zip" -> Optional.of(zip(file));
          case "application/x-tar" -> Optional.of(tar(file));
          case "application/gzip" -> Optional.of(GzipListing.of(file));
          default -> Optional.empty();
        };
    found.ifPresent(archive -> work.note(facts -> facts.with(archive)));
  }

  private static Archive zip(Path file) throws IOException {
    Listing listing = new Listing();
    try (FileBytes bytes = FileBytes.open(file)) {
      ZipDirectory.open(bytes).forEach(entry -> listing.add(name(entry), entry.size()));
    }
    return listing.facts(true);
  }

  private static String name(ZipDirectory.Entry entry) {
    return Listing.name(
        entry.name().getBytes(StandardCharsets.ISO_8859_1),
        entry.unicode() ? StandardCharsets.UTF_8 : DOS);
  }

  private static Archive tar(Path file) throws IOException, InterruptedException {
    Listing listing = new Listing();
    try (InputStream bytes = Files.newInputStream(file)) {
      boolean complete = new TarReader(bytes).readInto(listing);
      return listing.facts(complete);
    }
  }
}
