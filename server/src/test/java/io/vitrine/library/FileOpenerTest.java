package io.vitrine.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vitrine.blob.BlobContent;
import io.vitrine.blob.BlobKey;
import io.vitrine.catalog.BlobReference;
import io.vitrine.catalog.FileDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is remembered of popular files, and for how long. */
class FileOpenerTest extends ResumableFixture {
  private FileOpener opener;

  @BeforeEach
  void make() {
    opener = new FileOpener(catalog, blobs);
  }

  @Test
  void aSmallFileThatIsAskedForAgainComesFromMemory() throws Exception {
    BlobReference blob = stored(64 << 10);
    assertThat(opener.popular(blob)).isEmpty();

    open(blob);
    ByteBuffer first = opener.popular(blob).orElseThrow();
    blobs.delete(new BlobKey(blob.key()));
    ByteBuffer second = opener.popular(blob).orElseThrow();

    assertThat(first.remaining()).isEqualTo(64 << 10);
    assertThat(second).isEqualTo(first);
  }

  @Test
  void aPopularFileStaysHotAlthoughNobodyOpensItAnyMore() throws Exception {
    FileDescriptor file = file(100);
    open(file.blob().orElseThrow());
    assertThat(opener.popular(file.blob().orElseThrow())).isPresent();

    await().atMost(Duration.ofSeconds(5)).until(() -> isForgotten(file));

    assertThat(opener.find(file.id())).isPresent();
    assertThat(opener.findHot(file.id(), 100)).isPresent();
  }

  /** What was known of the file itself is older than a second, and with it that it was opened. */
  private boolean isForgotten(FileDescriptor file) {
    return opener.findHot(file.id(), 100).isEmpty();
  }

  @Test
  void whenMemoryIsFullTheNextFilesStayOnDisk() throws Exception {
    BlobReference first = stored(64 << 10);
    int inMemory = 0;
    // The same bytes under other names are other files to the cache.
    for (int number = 0; number < 600; number++) {
      BlobReference blob = copy(first, "%032x".formatted(number));
      open(blob);
      inMemory += opener.popular(blob).isPresent() ? 1 : 0;
    }

    assertThat(inMemory).isEqualTo(512);
    assertThat(opener.popular(copy(first, "%032x".formatted(0)))).isPresent();
  }

  private BlobReference copy(BlobReference blob, String key) throws IOException {
    Path from = file(blob.key());
    Path to = file(key);
    if (!Files.exists(to)) {
      Files.createDirectories(to.getParent());
      Files.createLink(to, from);
    }
    return new BlobReference(key, blob.size(), blob.sha256(), blob.crc32());
  }

  private Path file(String key) {
    return data.resolve("blobs")
        .resolve(key.substring(0, 2))
        .resolve(key.substring(2, 4))
        .resolve(key);
  }

  @Test
  void aFileThatCostsMemoryStaysOnDisk() throws Exception {
    BlobReference blob = stored((64 << 10) + 1);

    open(blob);

    assertThat(opener.popular(blob)).isEmpty();
  }

  @Test
  void aDeletedFileIsForgotten() throws Exception {
    BlobReference blob = stored(100);
    open(blob);
    assertThat(opener.popular(blob)).isPresent();

    opener.forget();

    assertThat(opener.popular(blob)).isEmpty();
  }

  private void open(BlobReference blob) throws IOException {
    try (BlobContent content = opener.open(blob, 0, blob.size())) {
      assertThat(content.length()).isEqualTo(blob.size());
    }
  }

  private BlobReference stored(int size) throws Exception {
    return file(size).blob().orElseThrow();
  }

  private FileDescriptor file(int size) throws Exception {
    String token = reserved(size);
    append(intake.create(whole(token, Optional.of((long) size))), size);
    return finish(store, () -> now).finish(token, Optional.empty());
  }
}
