package io.vitrine.blob.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vitrine.blob.BlobKey;
import io.vitrine.blob.BlobStore;
import io.vitrine.blob.StoredUpload;
import io.vitrine.blob.SupersededException;
import io.vitrine.blob.UploadAppender;
import io.vitrine.blob.UploadBusyException;
import io.vitrine.blob.UploadKey;
import io.vitrine.blob.UploadStore;
import io.vitrine.blob.UploadStore.Mode;
import io.vitrine.blob.UploadStoreContract;
import io.vitrine.blob.WrittenBlob;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskUploadStoreTest extends UploadStoreContract {
  private static final DiskOptions NO_RESERVE = new DiskOptions(true, true, 0);

  @TempDir private Path folder;

  private final MeterRegistry metrics = new SimpleMeterRegistry();
  private DiskBlobStore blobs;

  @Override
  protected UploadStore openStore() throws IOException {
    if (blobs == null) {
      blobs = DiskBlobStore.open(folder, metrics, NO_RESERVE);
    }
    return DiskUploadStore.beside(blobs, metrics);
  }

  @Override
  protected BlobStore blobs() {
    return blobs;
  }

  @AfterEach
  void closeBlobs() throws IOException {
    blobs.close();
  }

  @Test
  void theBlobIsTheFileOfTheUploadItself() throws IOException {
    UploadKey key = uploaded(bytes(100_000));

    WrittenBlob blob = store().complete(key);

    Path blobFile = new Shards(folder, true).file(blob.key());
    assertThat(blob.key()).isEqualTo(new BlobKey(key.value()));
    assertThat(Files.isSameFile(blobFile, bytesOf(key))).isTrue();
    store().delete(key);
    assertThat(blobFile).hasBinaryContent(bytes(100_000));
    assertThat(bytesOf(key)).doesNotExist();
    assertThat(markOf(key)).doesNotExist();
  }

  @Test
  void whatLiesBehindTheDurableBytesNeverCounts() throws IOException {
    byte[] bytes = bytes(50_000);
    UploadKey key = uploaded(bytes);
    Files.write(bytesOf(key), new byte[10_000], StandardOpenOption.APPEND);
    reopen();

    assertThat(store().offset(key)).hasValue(50_000);

    requireBlob(store().complete(key), bytes);
    assertThat(bytesOf(key)).hasSize(50_000);
  }

  @Test
  void bytesThatWereAcknowledgedAndAreGoneAreNotPassedOver() throws IOException {
    UploadKey key = uploaded(bytes(50_000));
    try (FileChannel channel = FileChannel.open(bytesOf(key), StandardOpenOption.WRITE)) {
      channel.truncate(49_999);
    }
    reopen();

    assertThatThrownBy(() -> append(key, Mode.PLAIN))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("50000 were acknowledged");
    assertThatThrownBy(() -> store().complete(key)).isInstanceOf(IOException.class);
    store().delete(key);
    assertThat(listed()).isEmpty();
  }

  @Test
  void aMarkWhoseFlushFailedNeverVouchesForBytesThatAreCutOff() throws IOException {
    byte[] bytes = bytes(50_000);
    for (boolean complete : new boolean[] {true, false}) {
      UploadKey key = store().create();
      append(key, Mode.PLAIN, bytes, 0, 40_000);
      assertThatThrownBy(() -> failAfterWritingTheMark(key, bytes)).isInstanceOf(IOException.class);

      if (complete) {
        store().complete(key);
      } else {
        append(key, Mode.CHECKED).close();
      }

      assertThat(bytesOf(key)).hasSize(40_000);
      reopen();
      assertThat(store().offset(key)).hasValue(40_000);
    }
  }

  /** Keeps the bytes from 40 000 on; the mark is written, but told to have failed. */
  private void failAfterWritingTheMark(UploadKey key, byte[] bytes) throws IOException {
    Path away = folder.resolve("away");
    try (UploadAppender appender = append(key, Mode.CHECKED)) {
      appender.write(ByteBuffer.wrap(bytes, 40_000, 10_000));
      Files.move(markOf(key), away);
      try {
        appender.keep();
      } finally {
        Files.move(away, markOf(key));
        DurableMark.read(markOf(key), true).orElseThrow().move(50_000);
      }
    }
  }

  @Test
  void leftOversOfACrashAreListedAndCanBeDeleted() throws IOException {
    UploadKey onlyMark = uploaded(bytes(10));
    UploadKey onlyBytes = uploaded(bytes(20));
    UploadKey whole = uploaded(bytes(30));
    Files.delete(bytesOf(onlyMark));
    Files.delete(markOf(onlyBytes));
    Files.writeString(bytesOf(whole).resolveSibling("notes.txt"), "by hand");
    Files.writeString(folder.resolve("uploads").resolve("README"), "by hand");
    reopen();

    assertThat(listed())
        .extracting(StoredUpload::key)
        .containsExactlyInAnyOrder(onlyMark, onlyBytes, whole);
    assertThat(store().offset(onlyMark)).isEmpty();
    assertThatThrownBy(() -> store().offset(onlyBytes)).hasMessageContaining("lost its mark");
    store().delete(onlyMark);
    store().delete(onlyBytes);
    assertThat(listed()).extracting(StoredUpload::key).containsExactly(whole);
  }

  @Test
  void nothingIsReadAgainWithoutARestart() throws IOException {
    byte[] bytes = bytes(100_000);
    UploadKey key = store().create();
    append(key, Mode.PLAIN, bytes, 0, 40_000);
    try (UploadAppender dropped = append(key, Mode.CHECKED)) {
      dropped.write(ByteBuffer.allocate(30_000));
    }
    UploadAppender superseded = append(key, Mode.PLAIN);
    superseded.write(ByteBuffer.allocate(30_000));
    append(key, Mode.CHECKED, bytes, 40_000, 100_000);
    superseded.close();

    requireBlob(store().complete(key), bytes);
    requireBlob(store().complete(key), bytes);

    assertThat(count("vitrine.upload.rehashed")).isZero();
    assertThat(count("vitrine.upload.superseded")).isEqualTo(1);
    assertThat(count("vitrine.upload.written")).isEqualTo(160_000);
    assertThat(metrics.get("vitrine.upload.complete").timer().count()).isEqualTo(2);
    assertThat(metrics.get("vitrine.upload.flush").timer().count()).isEqualTo(2);
  }

  @Test
  void afterARestartOnlyWhatLayThereIsReadAgainOnce() throws IOException {
    byte[] bytes = bytes(100_000);
    UploadKey key = store().create();
    append(key, Mode.PLAIN, bytes, 0, 40_000);
    reopen();
    try (UploadAppender appender = append(key, Mode.PLAIN)) {
      await().until(() -> count("vitrine.upload.rehashed") == 40_000);
      assertThat(appender.offset()).isEqualTo(40_000);
    }
    append(key, Mode.PLAIN, bytes, 40_000, 100_000);

    requireBlob(store().complete(key), bytes);

    assertThat(count("vitrine.upload.rehashed")).isEqualTo(40_000);
  }

  @Test
  void aConcatenationReadsNothingOfItsFirstPartAgain() throws IOException {
    UploadKey part = uploaded(bytes(100_000));

    UploadKey whole = store().concatenate(List.of(part, part));

    store().complete(whole);
    assertThat(count("vitrine.upload.rehashed")).isEqualTo(100_000);
  }

  @Test
  void whoWaitsForDigestsIsToldSoAndCanLeave() throws IOException {
    byte[] bytes = bytes(100_000);
    UploadKey key = uploaded(bytes);
    AtomicLong calls = new AtomicLong();

    assertThatThrownBy(
            () ->
                neverCatchingUp()
                    .complete(
                        key,
                        hashed -> {
                          assertThat(hashed).isZero();
                          if (calls.incrementAndGet() == 2) {
                            throw new IllegalStateException("gone");
                          }
                        }))
        .hasMessage("gone");

    assertThat(calls).hasValue(2);
    requireBlob(store().complete(key), bytes);
  }

  @Test
  void whoWaitsForDigestsGivesWayToANewerRequest() throws Exception {
    UploadKey key = uploaded(bytes(100_000));
    DiskUploadStore stuck = neverCatchingUp();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CountDownLatch firstWaits = new CountDownLatch(1);
      Future<WrittenBlob> first =
          threads.submit(() -> stuck.complete(key, hashed -> firstWaits.countDown()));
      assertThat(firstWaits.await(10, TimeUnit.SECONDS)).isTrue();

      stuck.append(key, Mode.PLAIN, () -> {}).close();

      assertThatThrownBy(() -> first.get(10, TimeUnit.SECONDS))
          .hasCauseInstanceOf(SupersededException.class);
      CountDownLatch secondWaits = new CountDownLatch(1);
      Future<WrittenBlob> second =
          threads.submit(() -> stuck.complete(key, hashed -> secondWaits.countDown()));
      assertThat(secondWaits.await(10, TimeUnit.SECONDS)).isTrue();

      stuck.delete(key);

      assertThatThrownBy(() -> second.get(10, TimeUnit.SECONDS))
          .hasCauseInstanceOf(SupersededException.class);
      assertThat(stuck.offset(key)).isEmpty();
    }
  }

  @Test
  void whoDoesNotLetGoInTimeIsFencedAllTheSame() throws Exception {
    UploadKey key = uploaded(bytes(100_000));
    DiskUploadStore stuck = neverCatchingUp();
    CountDownLatch waits = new CountDownLatch(1);
    CountDownLatch letGo = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<WrittenBlob> holder =
          threads.submit(() -> stuck.complete(key, hashed -> hold(waits, letGo)));
      assertThat(waits.await(10, TimeUnit.SECONDS)).isTrue();

      assertThatThrownBy(() -> stuck.append(key, Mode.PLAIN, () -> {}))
          .isInstanceOf(UploadBusyException.class);
      assertThat(stuck.offset(key)).as("not waited for").hasValue(100_000);
      letGo.countDown();

      assertThatThrownBy(() -> holder.get(10, TimeUnit.SECONDS))
          .hasCauseInstanceOf(SupersededException.class);
      stuck.append(key, Mode.PLAIN, () -> {}).close();
    }
  }

  /** Holds the upload for longer than anybody has patience for. */
  private static void hold(CountDownLatch waits, CountDownLatch letGo) {
    waits.countDown();
    try {
      assertThat(letGo.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  /** The same place, opened by a process whose processors are all busy. */
  private DiskUploadStore neverCatchingUp() {
    return DiskUploadStore.beside(blobs, 0, metrics);
  }

  private Path bytesOf(UploadKey key) {
    return new UploadFolder(folder.resolve("uploads"), true).bytes(key);
  }

  private Path markOf(UploadKey key) {
    return new UploadFolder(folder.resolve("uploads"), true).mark(key);
  }

  private double count(String name) {
    return metrics.get(name).counter().count();
  }
}
