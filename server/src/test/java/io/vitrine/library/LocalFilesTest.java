package io.vitrine.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vitrine.blob.BlobContent;
import io.vitrine.blob.BlobKey;
import io.vitrine.blob.BlobStore;
import io.vitrine.blob.BlobWriter;
import io.vitrine.blob.StoredBlob;
import io.vitrine.blob.WrittenBlob;
import io.vitrine.blob.disk.DiskBlobStore;
import io.vitrine.catalog.BlobReference;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFilesTest {
  private static final byte[] BYTES = {1, 2, 3, 4, 5};

  @TempDir private Path folder;
  private BlobStore store;
  private BlobReference blob;

  @BeforeEach
  void write() throws IOException {
    store = DiskBlobStore.open(folder, new SimpleMeterRegistry());
    try (BlobWriter writer = store.create()) {
      writer.write(ByteBuffer.wrap(BYTES));
      WrittenBlob written = writer.commit();
      blob =
          new BlobReference(
              written.key().value(), written.size(), written.sha256(), written.crc32());
    }
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  @Test
  void aStoreOfFilesGivesItsOwn() throws IOException {
    Path path;
    try (LocalFile file = new LocalFiles(store).open(blob)) {
      path = file.path();
      assertThat(path).isAbsolute().startsWith(folder).hasBinaryContent(BYTES);
    }
    assertThat(path).exists();
  }

  @Test
  void anotherStoreGivesACopyThatGoes() throws IOException {
    Path path;
    try (LocalFile file = new LocalFiles(new WithoutFiles(store)).open(blob)) {
      path = file.path();
      assertThat(path).hasBinaryContent(BYTES);
      assertThat(path.startsWith(folder)).isFalse();
    }
    assertThat(path).doesNotExist();
  }

  @Test
  void whatIsGoneIsNotFound() throws IOException {
    store.delete(new BlobKey(blob.key()));

    assertThatThrownBy(() -> new LocalFiles(store).open(blob))
        .isInstanceOf(FileNotFoundException.class);
  }

  /** The same bytes, of which nobody can tell where they lie. */
  private record WithoutFiles(BlobStore store) implements BlobStore {

    private record Content(BlobContent content) implements BlobContent {
      @Override
      public long length() {
        return content.length();
      }

      @Override
      public InputStream stream() throws IOException {
        return content.stream();
      }

      @Override
      public void close() throws IOException {
        content.close();
      }
    }

    @Override
    public BlobWriter create() throws IOException {
      return store.create();
    }

    @Override
    public Optional<BlobContent> open(BlobKey key, long offset, long length) throws IOException {
      return store.open(key, offset, length).map(Content::new);
    }

    @Override
    public void delete(BlobKey key) throws IOException {
      store.delete(key);
    }

    @Override
    public void list(Consumer<StoredBlob> consumer) throws IOException {
      store.list(consumer);
    }

    @Override
    public void checkHealth() throws IOException {
      store.checkHealth();
    }

    @Override
    public void close() throws IOException {
      store.close();
    }
  }
}
