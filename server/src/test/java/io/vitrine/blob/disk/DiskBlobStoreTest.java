package io.vitrine.blob.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vitrine.blob.BlobContent;
import io.vitrine.blob.BlobKey;
import io.vitrine.blob.BlobStore;
import io.vitrine.blob.BlobStoreContract;
import io.vitrine.blob.BlobWriter;
import io.vitrine.blob.FileBacked;
import io.vitrine.blob.StoredBlob;
import io.vitrine.blob.WrittenBlob;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskBlobStoreTest extends BlobStoreContract {
  private static final DiskOptions NO_RESERVE = new DiskOptions(true, true, 0);

  @TempDir private Path folder;

  private final MeterRegistry metrics = new SimpleMeterRegistry();

  @Override
  protected BlobStore openStore() throws IOException {
    return DiskBlobStore.open(folder, metrics, NO_RESERVE);
  }

  @Test
  void aBlobLiesBelowTheFirstDigitsOfItsKey() throws IOException {
    BlobKey key = write(store(), bytes(10)).key();

    Path file =
        folder
            .resolve(key.value().substring(0, 2))
            .resolve(key.value().substring(2, 4))
            .resolve(key.value());
    assertThat(file).hasBinaryContent(bytes(10));
  }

  @Test
  void theSystemCanSendARangeByItself() throws IOException {
    BlobKey key = write(store(), bytes(1_000)).key();

    try (BlobContent content = store().open(key, 100, 50).orElseThrow()) {
      FileBacked file = (FileBacked) content;
      ByteBuffer read = ByteBuffer.allocate(50);
      file.channel().read(read, file.offset());

      assertThat(read.flip()).isEqualTo(ByteBuffer.wrap(bytes(1_000), 100, 50));
    }
  }

  @Test
  void nothingIsLeftOfADroppedBlobAndOfAClosedStore() throws IOException {
    BlobWriter unfinished = store().create();
    try (BlobWriter dropped = store().create()) {
      dropped.write(ByteBuffer.allocate(10));
    }
    assertThat(unfinishedFiles()).hasSize(1);

    store().close();

    assertThat(folder.resolve("new")).isEmptyDirectory();
    unfinished.close();
  }

  @Test
  void whatAKilledProcessLeftIsRemovedAtTheNextStart() throws Exception {
    UnfinishedBlobProcess process = UnfinishedBlobProcess.start(folder);
    try {
      openStore().close();
      assertThat(unfinishedFiles()).as("while the process lives").hasSize(1);
    } finally {
      process.kill();
    }
    assertThat(unfinishedFiles()).as("after it was killed").hasSize(1);

    openStore().close();

    assertThat(folder.resolve("new")).isEmptyDirectory();
  }

  @Test
  void aStoreThatOnlyReadsWritesNothing() throws IOException {
    BlobKey key = write(store(), bytes(10)).key();
    store().close();

    try (BlobStore reader = openStore()) {
      reader.open(key, 0, 10).orElseThrow().close();
      reader.delete(key);
    }

    assertThat(folder.resolve("new")).isEmptyDirectory();
  }

  @Test
  void filesThatAreNoBlobsAreNotListed() throws IOException {
    BlobKey key = write(store(), bytes(10)).key();
    Path inner = folder.resolve(key.value().substring(0, 2)).resolve(key.value().substring(2, 4));
    Files.writeString(inner.resolve("notes.txt"), "by hand");
    Files.writeString(inner.resolve("f".repeat(30) + "00"), "in a foreign folder");
    Files.writeString(folder.resolve("README"), "by hand");
    Files.createDirectories(folder.resolve("lost+found"));

    assertThat(listed()).extracting(StoredBlob::key).containsExactly(key);
  }

  @Test
  void commitsAndBytesAreCounted() throws IOException {
    write(store(), bytes(1_000));
    write(store(), bytes(500));

    assertThat(metrics.get("vitrine.blob.commit").timer().count()).isEqualTo(2);
    assertThat(metrics.get("vitrine.blob.commit").timer().totalTime(TimeUnit.NANOSECONDS))
        .isPositive();
    assertThat(metrics.get("vitrine.blob.written").counter().count()).isEqualTo(1_500);
  }

  @Test
  void withoutHashingEqualBytesAreNotTakenForEqual() throws IOException {
    DiskOptions bare = new DiskOptions(false, false, 0);
    try (BlobStore bareStore = DiskBlobStore.open(folder, metrics, bare)) {
      WrittenBlob first = write(bareStore, bytes(1_000));
      WrittenBlob second = write(bareStore, bytes(1_000));

      assertThat(first.sha256()).matches("[0-9a-f]{64}").isNotEqualTo(second.sha256());
      assertThat(readAll(first.key(), 1_000)).isEqualTo(bytes(1_000));
    }
  }

  private List<Path> unfinishedFiles() throws IOException {
    try (Stream<Path> files = Files.find(folder.resolve("new"), 2, (file, attributes) -> true)) {
      return files.filter(file -> file.getFileName().toString().length() == 32).toList();
    }
  }
}
