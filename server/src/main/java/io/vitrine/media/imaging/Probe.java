package io.vitrine.media.imaging;

import io.vitrine.media.PictureException;
import io.vitrine.media.PictureFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Finds out by doing it what this build of the library reads and writes: an operation can be there
 * without the codec that it needs.
 */
final class Probe {
  /** A picture that nothing here can write. */
  private static final String HEIC = "probe.heic";

  private final Libvips vips;
  private final Path folder;
  private final Set<SourceFormat> readable = EnumSet.noneOf(SourceFormat.class);
  private final Set<PictureFormat> writable = EnumSet.noneOf(PictureFormat.class);

  private Probe(Libvips vips, Path folder) {
    this.vips = vips;
    this.folder = folder;
  }

  static Answer.Abilities abilities(Libvips vips) throws IOException {
    Path folder = Files.createTempDirectory("probe");
    try {
      Probe probe = new Probe(vips, folder);
      for (PictureFormat format : PictureFormat.values()) {
        probe.tryFormat(format);
      }
      probe.tryTiff();
      probe.tryHeic();
      return new Answer.Abilities(vips.version(), probe.readable, probe.writable);
    } finally {
      try (var files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  private void tryFormat(PictureFormat format) {
    Path file = folder.resolve(format.name());
    try (VipsSession session = new VipsSession(vips)) {
      new Encoder(format, OptionalInt.empty(), false).write(black(session), file);
      writable.add(format);
      tryReading(session, SourceFormat.valueOf(format.name()), file);
      if (readable.contains(SourceFormat.JPEG)) {
        // There is one inside.
        readable.add(SourceFormat.RAW);
      }
    } catch (VipsFailure unable) {
      // That is the finding: the format is left out.
    }
  }

  private void tryTiff() {
    Path file = folder.resolve("TIFF");
    try (VipsSession session = new VipsSession(vips)) {
      black(session).operation("tiffsave").text("filename", file.toString()).run();
      tryReading(session, SourceFormat.TIFF, file);
      if (readable.contains(SourceFormat.TIFF)) {
        // Made into a TIFF by ourselves.
        readable.addAll(EnumSet.of(SourceFormat.BMP, SourceFormat.ICO));
      }
    } catch (VipsFailure unable) {
      // That is the finding: the format is left out.
    }
  }

  private void tryHeic() throws IOException {
    Path file = folder.resolve("HEIC");
    try (InputStream sample = Probe.class.getResourceAsStream(HEIC);
        VipsSession session = new VipsSession(vips)) {
      Files.copy(sample, file, StandardCopyOption.REPLACE_EXISTING);
      tryReading(session, SourceFormat.HEIC, file);
    }
  }

  private void tryReading(VipsSession session, SourceFormat format, Path file) {
    try {
      Source.open(session, file, format).pixels(session, 1, false).inMemory();
      readable.add(format);
    } catch (VipsFailure | PictureException unable) {
      // That is the finding: the format is left out.
    }
  }

  private static VipsImage black(VipsSession session) {
    return session
        .operation("black")
        .set("width", 16)
        .set("height", 16)
        .set("bands", 3)
        .output()
        .operation("copy")
        .set("interpretation", "srgb")
        .output();
  }
}
