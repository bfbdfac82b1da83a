package io.vitrine.blob.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vitrine.blob.BlobKey;
import io.vitrine.blob.BlobStore;
import io.vitrine.blob.BlobWriter;
import io.vitrine.blob.StoreFullException;
import io.vitrine.blob.StoredBlob;
import io.vitrine.blob.StoredUpload;
import io.vitrine.blob.UploadAppender;
import io.vitrine.blob.UploadKey;
import io.vitrine.blob.UploadStore.Mode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real file system of 24 MiB, which only root can mount. */
class FullDiskTest {
  private static final int MIB = 1 << 20;
  private static final long DISK = 24 * MIB;

  @TempDir private Path folder;

  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    mounted = run("mount", "-t", "tmpfs", "-o", "size=" + DISK, "tmpfs", folder.toString());
    Assumptions.assumeTrue(mounted, "a limited file system cannot be mounted here");
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      assertThat(run("umount", folder.toString())).isTrue();
    }
  }

  @Test
  void aFullDiskRefusesABlobLeavesNothingOfItAndTheStoreGoesOn() throws IOException {
    try (BlobStore store = open(0)) {
      BlobKey first = writeMebibytes(store, 15);
      long free = usable();

      assertThatThrownBy(() -> writeMebibytes(store, 20))
          .isInstanceOf(StoreFullException.class)
          .hasMessageContaining(folder.toString());

      assertThat(usable()).isEqualTo(free);
      assertThat(keys(store)).containsExactly(first);
      BlobKey second = writeMebibytes(store, 5);
      store.delete(first);
      assertThat(keys(store)).containsExactly(second);
      writeMebibytes(store, 15);
    }
  }

  @Test
  void aDiskWithoutASingleFreeByteStillOpensListsAndDeletes() throws IOException {
    BlobKey blob;
    try (BlobStore store = open(0)) {
      blob = writeMebibytes(store, 2);
    }
    fillUp();

    try (BlobStore store = open(0)) {
      assertThatThrownBy(() -> writeMebibytes(store, 1)).isInstanceOf(StoreFullException.class);
      assertThatThrownBy(store::checkHealth).isInstanceOf(StoreFullException.class);
      assertThat(keys(store)).containsExactly(blob);
      store.delete(blob);
      assertThat(keys(store)).isEmpty();
      writeMebibytes(store, 1);
      store.checkHealth();
    }
  }

  @Test
  void theReserveIsKeptFreeHoweverManyWrite() throws IOException {
    try (BlobStore store = open(10 * MIB)) {
      List<BlobWriter> writers = new ArrayList<>();
      for (int number = 0; number < 10; number++) {
        writers.add(store.create());
      }
      List<BlobWriter> refused = new ArrayList<>();
      for (int round = 0; round < 20; round++) {
        for (BlobWriter writer : writers) {
          try {
            writer.write(ByteBuffer.allocate(MIB / 2));
          } catch (StoreFullException full) {
            refused.add(writer);
          }
        }
      }

      assertThat(refused).containsAll(writers);
      assertThat(usable()).as("one interval of checks may go beyond the reserve").isPositive();
      assertThatThrownBy(store::create)
          .isInstanceOf(StoreFullException.class)
          .hasMessageContaining("10 MiB are kept free");
      for (BlobWriter writer : writers) {
        writer.close();
      }
      writeMebibytes(store, 2);
    }
  }

  @Test
  void anUploadOnAFullDiskKeepsWhatWasAcknowledgedAndGoesOnLater() throws IOException {
    try (DiskBlobStore store = open(0);
        DiskUploadStore uploads = DiskUploadStore.beside(store, new SimpleMeterRegistry())) {
      BlobKey inTheWay = writeMebibytes(store, 10);
      UploadKey key = uploads.create();
      long told;
      try (UploadAppender appender = uploads.append(key, Mode.PLAIN, () -> {})) {
        appender.write(ByteBuffer.allocate(6 * MIB));
        told = appender.flush();
        assertThatThrownBy(() -> appender.write(ByteBuffer.allocate(20 * MIB)))
            .isInstanceOf(StoreFullException.class);
      }
      long kept = uploads.offset(key).orElseThrow();
      assertThat(kept).isGreaterThanOrEqualTo(told).isLessThan(15 * MIB);
      assertThatThrownBy(() -> uploads.concatenate(List.of(key, key)))
          .isInstanceOf(StoreFullException.class);
      List<StoredUpload> listed = new ArrayList<>();
      uploads.list(listed::add);
      assertThat(listed).hasSize(1);

      store.delete(inTheWay);
      try (UploadAppender appender = uploads.append(key, Mode.PLAIN, () -> {})) {
        assertThat(appender.offset()).isEqualTo(kept);
        appender.write(ByteBuffer.allocate((int) (16 * MIB - kept)));
      }

      assertThat(uploads.complete(key).size()).isEqualTo(16 * MIB);
    }
  }

  @Test
  void anUploadCanBeDeletedOnADiskWithoutASingleFreeByte() throws IOException {
    UploadKey key;
    try (DiskBlobStore store = open(0);
        DiskUploadStore uploads = DiskUploadStore.beside(store, new SimpleMeterRegistry())) {
      key = uploads.create();
      try (UploadAppender appender = uploads.append(key, Mode.PLAIN, () -> {})) {
        appender.write(ByteBuffer.allocate(2 * MIB));
      }
    }
    fillUp();

    try (DiskBlobStore store = open(0);
        DiskUploadStore uploads = DiskUploadStore.beside(store, new SimpleMeterRegistry())) {
      assertThat(uploads.offset(key)).hasValue(2 * MIB);
      assertThatThrownBy(uploads::create).isInstanceOf(StoreFullException.class);
      uploads.delete(key);
      assertThat(usable()).isGreaterThanOrEqualTo(2 * MIB);
      uploads.delete(uploads.create());
    }
  }

  @Test
  void uploadsAreRefusedBeforeTheDiskIsFull() throws IOException {
    try (DiskBlobStore store = open(10 * MIB);
        DiskUploadStore uploads = DiskUploadStore.beside(store, new SimpleMeterRegistry())) {
      UploadKey key = uploads.create();
      try (UploadAppender appender = uploads.append(key, Mode.PLAIN, () -> {})) {
        assertThatThrownBy(() -> appender.write(ByteBuffer.allocate(24 * MIB)))
            .isInstanceOf(StoreFullException.class)
            .hasMessageContaining("10 MiB are kept free");
      }
      assertThat(usable()).as("one interval of checks may go beyond the reserve").isPositive();

      assertThatThrownBy(uploads::create).isInstanceOf(StoreFullException.class);
      assertThatThrownBy(() -> uploads.append(key, Mode.PLAIN, () -> {}))
          .isInstanceOf(StoreFullException.class);
      assertThat(uploads.offset(key).orElseThrow()).isPositive();
      uploads.delete(key);
      uploads.delete(uploads.create());
    }
  }

  private DiskBlobStore open(long reserve) throws IOException {
    return DiskBlobStore.open(
        folder, new SimpleMeterRegistry(), new DiskOptions(true, true, reserve));
  }

  private static BlobKey writeMebibytes(BlobStore store, int count) throws IOException {
    try (BlobWriter writer = store.create()) {
      for (int number = 0; number < count; number++) {
        writer.write(ByteBuffer.allocate(MIB));
      }
      return writer.commit().key();
    }
  }

  private static List<BlobKey> keys(BlobStore store) throws IOException {
    List<BlobKey> keys = new ArrayList<>();
    store.list((StoredBlob blob) -> keys.add(blob.key()));
    return keys;
  }

  private void fillUp() throws IOException {
    Path filler = folder.resolve("filler");
    assertThatThrownBy(
            () -> {
              for (long written = 0; written <= DISK; written += 4_096) {
                Files.write(
                    filler, new byte[4_096], StandardOpenOption.CREATE, StandardOpenOption.APPEND);
              }
            })
        .isInstanceOf(IOException.class);
    assertThat(usable()).isZero();
  }

  private long usable() throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException noSuchProgram) {
      return false;
    }
  }
}
