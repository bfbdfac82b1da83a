package io.vitrine.library;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.blob.BlobContent;
import io.vitrine.blob.BlobKey;
import io.vitrine.catalog.BlobReference;
import java.io.IOException;
import java.nio.ByteBuffer;
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
    String token = reserved(size);
    append(intake.create(whole(token, Optional.of((long) size))), size);
    return finish(store, () -> now).finish(token, Optional.empty()).blob().orElseThrow();
  }
}
