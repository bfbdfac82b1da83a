package io.vitrine.media.imaging;

import io.vitrine.media.PictureException;
import io.vitrine.media.PictureException.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A source in a form that the library reads: itself, or what a reader of our own made of it.
 *
 * @param temporary whether it goes when it is closed
 */
record ReadableFile(Path path, SourceFormat format, boolean temporary) implements AutoCloseable {

  /**
   * Makes a source readable.
   *
   * @throws PictureException {@code CORRUPT}, {@code TOO_LARGE} or {@code UNSUPPORTED}
   */
  static ReadableFile of(Path source, SourceFormat format) throws PictureException {
    if (!format.loader().isEmpty()) {
      return new ReadableFile(source, format, false);
    }
    if (!Files.isReadable(source)) {
      throw new PictureException(Reason.UNAVAILABLE, "the source is not there");
    }
    try {
      Path target = Files.createTempFile("picture", "");
      try (FileChannel file = FileChannel.open(source)) {
        return new ReadableFile(target, convert(file, format, target), true);
      } catch (IOException | PictureException | RuntimeException failure) {
        Files.delete(target);
        throw failure;
      }
    } catch (EOFException tooShort) {
      throw new PictureException(Reason.CORRUPT, "the file ends too soon", tooShort);
    } catch (IOException failure) {
      throw new PictureException(
          Reason.UNAVAILABLE, "the source cannot be read: " + failure.getMessage(), failure);
    }
  }

  private static SourceFormat convert(FileChannel file, SourceFormat format, Path target)
      throws IOException, PictureException {
    return switch (format) {
      case ICO -> new Icon(new LittleEndianFile(file)).convert(target);
      case RAW -> {
        EmbeddedJpeg.largest(file).write(file, target);
        yield SourceFormat.JPEG;
      }
      default -> {
        new Bitmap(new LittleEndianFile(file)).convert(target);
        yield SourceFormat.TIFF;
      }
    };
  }

  @Override
  public void close() {
    if (temporary) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException failure) {
        // It goes with the folder of the process.
        System.err.println("left behind: " + failure.getMessage());
      }
    }
  }
}
