package io.vitrine.library;

import io.vitrine.blob.BlobContent;
import io.vitrine.blob.BlobKey;
import io.vitrine.blob.BlobStore;
import io.vitrine.blob.FileBacked;
import io.vitrine.catalog.BlobReference;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Gives bytes a local path: the blob's own where the store keeps files, else that of a copy which
 * goes when it is closed.
 */
public final class LocalFiles {
  private final BlobStore blobs;

  public LocalFiles(BlobStore blobs) {
    this.blobs = blobs;
  }

  /**
   * The bytes of a blob.
   *
   * @throws FileNotFoundException when they are gone
   */
  public LocalFile open(BlobReference blob) throws IOException {
    BlobContent content =
        blobs
            .open(new BlobKey(blob.key()), 0, blob.size())
            .orElseThrow(() -> new FileNotFoundException("blob " + blob.key()));
    if (content instanceof FileBacked file) {
      return new Held(file.path(), content);
    }
    try (content;
        InputStream stream = content.stream()) {
      return copy(stream);
    }
  }

  private static LocalFile copy(InputStream stream) throws IOException {
    Path copy = Files.createTempFile("vitrine", ".source");
    try {
      Files.copy(stream, copy, StandardCopyOption.REPLACE_EXISTING);
      return new Copy(copy);
    } catch (IOException | RuntimeException failure) {
      Files.deleteIfExists(copy);
      throw failure;
    }
  }

  private record Held(Path path, BlobContent content) implements LocalFile {
    @Override
    public void close() throws IOException {
      content.close();
    }
  }

  private record Copy(Path path) implements LocalFile {
    @Override
    public void close() throws IOException {
      Files.deleteIfExists(path);
    }
  }
}
