package io.vitrine.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vitrine.blob.UploadStore.Mode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an {@link UploadStore} means. Each store has a subclass that opens it. */
public abstract class UploadStoreContract {
  private static final UploadKey UNKNOWN = new UploadKey("0123456789abcdef0123456789abcdef");
  private static final int MIB = 1 << 20;

  private UploadStore store;

  /** Opens the same place each time; it is empty before the first call of a test. */
  protected abstract UploadStore openStore() throws IOException;

  /** The store of the blobs that uploads become; open as long as the test runs. */
  protected abstract BlobStore blobs();

  @BeforeEach
  void openFirst() throws IOException {
    store = openStore();
  }

  @AfterEach
  void closeLast() throws IOException {
    store.close();
  }

  /** The store that is open. */
  protected final UploadStore store() {
    return store;
  }

  /** As after a restart of the server. */
  protected final void reopen() throws IOException {
    store.close();
    store = openStore();
  }

  @Test
  void aNewUploadIsEmptyAndOutlivesARestart() throws IOException {
    UploadKey key = store.create();
    assertThat(store.offset(key)).hasValue(0);

    reopen();

    assertThat(store.offset(key)).hasValue(0);
    assertThat(store.create()).isNotEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4095, 65_536, 65_537, 1_000_003, 9 * MIB})
  void anUploadInOnePieceBecomesABlob(int size) throws IOException {
    UploadKey key = uploaded(bytes(size));

    WrittenBlob blob = store.complete(key);

    requireBlob(blob, bytes(size));
  }

  @Test
  void piecesAddUpWhateverTheirBuffersAre() throws IOException {
    byte[] bytes = bytes(200_000);
    UploadKey key = store.create();
    ByteBuffer direct = ByteBuffer.allocateDirect(150_000).put(bytes, 0, 150_000).flip();
    ByteBuffer heapPart = ByteBuffer.wrap(bytes, 150_000, 49_990).asReadOnlyBuffer();
    ByteBuffer offsetPart = ByteBuffer.wrap(bytes).slice(199_990, 10);

    for (ByteBuffer part : List.of(direct, heapPart, offsetPart)) {
      try (UploadAppender appender = append(key, Mode.PLAIN)) {
        appender.write(part);
        assertThat(part.hasRemaining()).isFalse();
      }
    }

    requireBlob(store.complete(key), bytes);
  }

  @Test
  void everyPieceIsCountedAndOutlivesARestartBeforeTheNext() throws IOException {
    byte[] bytes = bytes(300_000);
    UploadKey key = store.create();

    for (int at = 0; at < bytes.length; at += 30_000) {
      append(key, Mode.PLAIN, bytes, at, at + 30_000);
      assertThat(store.offset(key)).hasValue(at + 30_000);
      reopen();
      assertThat(store.offset(key)).hasValue(at + 30_000);
    }

    requireBlob(store.complete(key), bytes);
  }

  @Test
  void anAppendBeginsWhereTheLastEnded() throws IOException {
    byte[] bytes = bytes(100);
    UploadKey key = store.create();
    append(key, Mode.PLAIN, bytes, 0, 60);

    try (UploadAppender appender = append(key, Mode.PLAIN)) {
      assertThat(appender.offset()).isEqualTo(60);
      appender.write(ByteBuffer.wrap(bytes, 60, 30));
      assertThat(appender.offset()).isEqualTo(90);
    }

    assertThat(store.offset(key)).hasValue(90);
  }

  @Test
  void anAppendOfNothingChangesNothing() throws IOException {
    UploadKey key = uploaded(bytes(10));

    append(key, Mode.PLAIN, new byte[0], 0, 0);
    try (UploadAppender appender = append(key, Mode.CHECKED)) {
      assertThat(appender.keep()).isEqualTo(10);
    }

    requireBlob(store.complete(key), bytes(10));
  }

  @Test
  void onlyWhatIsFlushedIsTold() throws IOException {
    UploadKey key = store.create();
    try (UploadAppender appender = append(key, Mode.PLAIN)) {
      appender.write(ByteBuffer.wrap(bytes(100)));
      assertThat(store.offset(key)).hasValue(0);

      assertThat(appender.flush()).isEqualTo(100);

      assertThat(store.offset(key)).hasValue(100);
    }
  }

  @Test
  void theToldOffsetMovesInALongAppendByItself() throws IOException {
    UploadKey key = store.create();
    long told = 0;
    try (UploadAppender appender = append(key, Mode.PLAIN)) {
      for (int number = 0; number < 40; number++) {
        appender.write(ByteBuffer.allocate(MIB));
        long now = store.offset(key).orElseThrow();
        assertThat(now).isBetween(told, appender.offset());
        told = now;
      }
      assertThat(told).isGreaterThan(20 * MIB);
    }
  }

  @Test
  void checkedBytesCountOnlyWhenTheyAreKept() throws IOException {
    byte[] bytes = bytes(100_000);
    UploadKey key = store.create();
    append(key, Mode.PLAIN, bytes, 0, 40_000);
    try (UploadAppender appender = append(key, Mode.CHECKED)) {
      appender.write(ByteBuffer.wrap(bytes, 40_000, 60_000));
      assertThat(appender.flush()).isEqualTo(40_000);
      assertThat(store.offset(key)).hasValue(40_000);

      assertThat(appender.keep()).isEqualTo(100_000);

      assertThat(store.offset(key)).hasValue(100_000);
    }

    assertThat(store.offset(key)).hasValue(100_000);
    requireBlob(store.complete(key), bytes);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void checkedBytesThatAreNotKeptAreDropped(boolean restart) throws IOException {
    byte[] bytes = bytes(100_000);
    UploadKey key = store.create();
    append(key, Mode.PLAIN, bytes, 0, 40_000);

    try (UploadAppender appender = append(key, Mode.CHECKED)) {
      appender.write(ByteBuffer.allocate(50_000));
    }
    if (restart) {
      reopen();
    }

    assertThat(store.offset(key)).hasValue(40_000);
    append(key, Mode.CHECKED, bytes, 40_000, 90_000);
    append(key, Mode.PLAIN, bytes, 90_000, 100_000);
    requireBlob(store.complete(key), bytes);
  }

  @Test
  void anAppenderIsOfNoUseAfterItsEnd() throws IOException {
    UploadKey key = store.create();
    UploadAppender closed = append(key, Mode.PLAIN);
    closed.close();
    UploadAppender kept = append(key, Mode.CHECKED);
    kept.keep();

    for (UploadAppender ended : List.of(closed, kept)) {
      assertThatThrownBy(() -> ended.write(ByteBuffer.allocate(1)))
          .isInstanceOf(IllegalStateException.class);
      ended.close();
      ended.close();
    }
    assertThat(store.offset(key)).hasValue(0);
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void theNewestWriterWinsAndTheEarlierIsFenced(Mode mode) throws Exception {
    byte[] bytes = bytes(100_000);
    UploadKey key = store.create();
    CountDownLatch asked = new CountDownLatch(1);
    UploadAppender earlier = store.append(key, mode, asked::countDown);
    earlier.write(ByteBuffer.allocate(30_000));

    try (UploadAppender newer = append(key, Mode.PLAIN)) {
      assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();
      assertThat(newer.offset()).isZero();
      assertThatThrownBy(() -> earlier.write(ByteBuffer.allocate(1)))
          .isInstanceOf(SupersededException.class);
      assertThatThrownBy(earlier::flush).isInstanceOf(SupersededException.class);
      assertThatThrownBy(earlier::keep).isInstanceOf(SupersededException.class);
      newer.write(ByteBuffer.wrap(bytes, 0, 60_000));
      earlier.close();
      assertThat(store.offset(key)).hasValue(0);
      newer.write(ByteBuffer.wrap(bytes, 60_000, 40_000));
    }

    requireBlob(store.complete(key), bytes);
  }

  @Test
  void whoIsNotSupersededIsNotAskedToStop() throws IOException {
    UploadKey key = store.create();
    AtomicInteger asked = new AtomicInteger();

    for (int number = 0; number < 3; number++) {
      store.append(key, Mode.PLAIN, asked::incrementAndGet).close();
    }
    store.complete(key);
    store.delete(key);

    assertThat(asked).hasValue(0);
  }

  @Test
  void manyWritersAtOnceNeverMixTheirBytes() throws Exception {
    byte[] bytes = bytes(3 * MIB);
    UploadKey key = store.create();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> writers = new ArrayList<>();
      for (int number = 0; number < 12; number++) {
        writers.add(threads.submit(() -> appendTheRest(key, bytes)));
      }
      long told = 0;
      for (Future<?> writer : writers) {
        while (!writer.isDone()) {
          long now = store.offset(key).orElseThrow();
          assertThat(now).isGreaterThanOrEqualTo(told);
          told = now;
        }
        writer.get();
      }
    }

    assertThat(store.offset(key)).hasValue(bytes.length);
    requireBlob(store.complete(key), bytes);
  }

  /** As a client that comes back whenever it is sent away, flushing now and then. */
  private Void appendTheRest(UploadKey key, byte[] bytes) throws IOException {
    while (store.offset(key).orElseThrow() < bytes.length) {
      try (UploadAppender appender = append(key, Mode.PLAIN)) {
        while (appender.offset() < bytes.length) {
          int at = (int) appender.offset();
          appender.write(ByteBuffer.wrap(bytes, at, Math.min(50_000, bytes.length - at)));
          appender.flush();
        }
      } catch (SupersededException | UploadBusyException another) {
        // It has written something meanwhile: go on after it.
      }
    }
    return null;
  }

  @Test
  void completingAgainGivesTheSameBlob() throws IOException {
    byte[] bytes = bytes(500_000);
    UploadKey key = uploaded(bytes);

    WrittenBlob first = store.complete(key);
    WrittenBlob second = store.complete(key);
    reopen();
    WrittenBlob third = store.complete(key);

    assertThat(second).isEqualTo(first);
    assertThat(third).isEqualTo(first);
    requireBlob(third, bytes);
  }

  @Test
  void aBlobOfAnUploadThatIsRemovedIsMadeAnew() throws IOException {
    byte[] bytes = bytes(500_000);
    UploadKey key = uploaded(bytes);
    blobs().delete(store.complete(key).key());

    requireBlob(store.complete(key), bytes);
  }

  @Test
  void aBlobIsAYoungOneHoweverOldTheUploadIs() throws IOException {
    UploadKey key = uploaded(bytes(10));
    Instant before = Instant.now();

    WrittenBlob blob = store.complete(key);

    blobs()
        .list(
            stored -> {
              assertThat(stored.key()).isEqualTo(blob.key());
              assertThat(stored.modified()).isAfter(before.minus(Duration.ofSeconds(1)));
            });
  }

  @Test
  void aCompleteUploadCannotGrow() throws IOException {
    UploadKey key = uploaded(bytes(10));
    WrittenBlob blob = store.complete(key);

    assertThatThrownBy(() -> append(key, Mode.PLAIN)).isInstanceOf(UploadCompletedException.class);
    reopen();
    assertThatThrownBy(() -> append(key, Mode.PLAIN)).isInstanceOf(UploadCompletedException.class);

    assertThat(store.offset(key)).hasValue(10);
    requireBlob(blob, bytes(10));
  }

  @Test
  void completingStopsTheWriterAndTakesWhatItFlushed() throws Exception {
    byte[] bytes = bytes(100_000);
    UploadKey key = store.create();
    CountDownLatch asked = new CountDownLatch(1);
    UploadAppender writer = store.append(key, Mode.PLAIN, asked::countDown);
    writer.write(ByteBuffer.wrap(bytes));
    writer.flush();
    writer.write(ByteBuffer.allocate(1_000));

    WrittenBlob blob = store.complete(key);

    assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();
    assertThatThrownBy(() -> writer.write(ByteBuffer.allocate(1)))
        .isInstanceOf(SupersededException.class);
    writer.close();
    requireBlob(blob, bytes);
  }

  @Test
  void digestsAreMadeUpForAfterARestart() throws IOException {
    byte[] bytes = bytes(20 * MIB);
    UploadKey key = store.create();
    append(key, Mode.PLAIN, bytes, 0, 9 * MIB);
    reopen();
    append(key, Mode.PLAIN, bytes, 9 * MIB, 15 * MIB);
    append(key, Mode.CHECKED, bytes, 15 * MIB, 16 * MIB);
    try (UploadAppender dropped = append(key, Mode.CHECKED)) {
      dropped.write(ByteBuffer.allocate(3 * MIB));
    }
    append(key, Mode.PLAIN, bytes, 16 * MIB, 20 * MIB);

    requireBlob(store.complete(key), bytes);
  }

  @Test
  void theDeletedUploadIsGoneButItsBlobStays() throws IOException {
    byte[] bytes = bytes(100);
    UploadKey key = uploaded(bytes);
    WrittenBlob blob = store.complete(key);

    store.delete(key);

    requireGone(key);
    requireBlob(blob, bytes);
    reopen();
    requireGone(key);
  }

  @Test
  void deletingStopsTheWriter() throws Exception {
    UploadKey key = store.create();
    CountDownLatch asked = new CountDownLatch(1);
    UploadAppender writer = store.append(key, Mode.PLAIN, asked::countDown);
    writer.write(ByteBuffer.allocate(100));

    store.delete(key);

    assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();
    assertThatThrownBy(() -> writer.write(ByteBuffer.allocate(1)))
        .isInstanceOf(NoSuchUploadException.class);
    writer.close();
    requireGone(key);
  }

  @Test
  void nothingIsFoundUnderAnUnknownKey() throws IOException {
    store.delete(UNKNOWN);

    requireGone(UNKNOWN);
  }

  private void requireGone(UploadKey key) throws IOException {
    assertThat(store.offset(key)).isEqualTo(OptionalLong.empty());
    assertThatThrownBy(() -> append(key, Mode.PLAIN)).isInstanceOf(NoSuchUploadException.class);
    assertThatThrownBy(() -> store.complete(key)).isInstanceOf(NoSuchUploadException.class);
    assertThatThrownBy(() -> store.concatenate(List.of(key)))
        .isInstanceOf(NoSuchUploadException.class);
    store.delete(key);
    assertThat(listed()).isEmpty();
  }

  @Test
  void partsInTheirOrderBecomeANewUpload() throws IOException {
    byte[] bytes = bytes(3 * MIB);
    UploadKey first = store.create();
    append(first, Mode.PLAIN, bytes, 0, MIB);
    UploadKey empty = store.create();
    UploadKey second = store.create();
    append(second, Mode.PLAIN, bytes, MIB, 3 * MIB);

    UploadKey whole = store.concatenate(List.of(first, empty, second));

    assertThat(store.offset(whole)).hasValue(3 * MIB);
    assertThat(store.offset(first)).hasValue(MIB);
    requireBlob(store.complete(whole), bytes);
  }

  @Test
  void aPartCanBeNamedTwiceAndInSeveralUploads() throws IOException {
    byte[] bytes = bytes(100_000);
    byte[] twice = new byte[200_000];
    System.arraycopy(bytes, 0, twice, 0, 100_000);
    System.arraycopy(bytes, 0, twice, 100_000, 100_000);
    UploadKey part = uploaded(bytes);

    UploadKey first = store.concatenate(List.of(part, part));
    UploadKey second = store.concatenate(List.of(part, part));

    assertThat(second).isNotEqualTo(first);
    requireBlob(store.complete(first), twice);
    requireBlob(store.complete(second), twice);
    requireBlob(store.complete(part), bytes);
  }

  @Test
  void aConcatenationOutlivesItsPartsAndARestart() throws IOException {
    byte[] bytes = bytes(100_000);
    UploadKey first = store.create();
    append(first, Mode.PLAIN, bytes, 0, 30_000);
    UploadKey second = store.create();
    append(second, Mode.PLAIN, bytes, 30_000, 100_000);
    UploadKey whole = store.concatenate(List.of(first, second));

    store.delete(first);
    reopen();
    store.delete(second);

    assertThat(store.offset(whole)).hasValue(100_000);
    requireBlob(store.complete(whole), bytes);
  }

  @Test
  void aConcatenationOfAnUnknownPartLeavesNothing() throws IOException {
    UploadKey part = uploaded(bytes(10));

    assertThatThrownBy(() -> store.concatenate(List.of(part, UNKNOWN)))
        .isInstanceOf(NoSuchUploadException.class);

    assertThat(listed()).extracting(StoredUpload::key).containsExactly(part);
  }

  @Test
  void aConcatenationOfNothingIsEmpty() throws IOException {
    requireBlob(store.complete(store.concatenate(List.of())), new byte[0]);
  }

  @Test
  void everyUploadIsListedOnceWithSizeAndTime() throws IOException {
    Instant before = Instant.now();
    List<UploadKey> keys = new ArrayList<>();
    for (int size = 0; size < 20; size++) {
      keys.add(uploaded(bytes(size)));
    }
    store.complete(keys.getFirst());

    List<StoredUpload> listed = listed();

    assertThat(listed).extracting(StoredUpload::key).containsExactlyInAnyOrderElementsOf(keys);
    assertThat(listed).extracting(StoredUpload::size).doesNotHaveDuplicates();
    assertThat(listed)
        .extracting(StoredUpload::modified)
        .allSatisfy(
            time ->
                assertThat(time)
                    .isBetween(
                        before.minus(Duration.ofSeconds(5)),
                        Instant.now().plus(Duration.ofSeconds(5))));
  }

  @Test
  void anUploadThatIsSentAwayWhileItIsHashedCanBeCompletedLater() throws Exception {
    byte[] bytes = bytes(30 * MIB);
    UploadKey key = uploaded(bytes);
    reopen();

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<WrittenBlob>> attempts = new ArrayList<>();
      for (int number = 0; number < 4; number++) {
        attempts.add(threads.submit(() -> store.complete(key)));
      }
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> attempts.stream().allMatch(Future::isDone));
      for (Future<WrittenBlob> attempt : attempts) {
        if (attempt.state() == Future.State.SUCCESS) {
          requireBlob(attempt.get(), bytes);
        } else {
          assertThat(attempt.exceptionNow())
              .isInstanceOfAny(SupersededException.class, UploadBusyException.class);
        }
      }
    }

    requireBlob(store.complete(key), bytes);
  }

  /** The same bytes for the same size; they look random. */
  protected static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  /** A new upload of the bytes, in one append. */
  protected final UploadKey uploaded(byte[] bytes) throws IOException {
    UploadKey key = store.create();
    append(key, Mode.PLAIN, bytes, 0, bytes.length);
    return key;
  }

  /** A writer that nobody asks to stop. */
  protected final UploadAppender append(UploadKey key, Mode mode) throws IOException {
    return store.append(key, mode, () -> {});
  }

  /** Appends a range of the bytes in pieces of odd sizes, and keeps it. */
  protected final void append(UploadKey key, Mode mode, byte[] bytes, int from, int to)
      throws IOException {
    try (UploadAppender appender = append(key, mode)) {
      for (int at = from; at < to; at += 33_333) {
        appender.write(ByteBuffer.wrap(bytes, at, Math.min(33_333, to - at)));
      }
      if (mode == Mode.CHECKED) {
        appender.keep();
      }
    }
  }

  /** Everything that the open store lists. */
  protected final List<StoredUpload> listed() throws IOException {
    List<StoredUpload> listed = new ArrayList<>();
    store.list(listed::add);
    return listed;
  }

  /** The blob is told to have, and has, exactly these bytes. */
  protected final void requireBlob(WrittenBlob blob, byte[] bytes) throws IOException {
    assertThat(blob.size()).isEqualTo(bytes.length);
    assertThat(blob.sha256()).isEqualTo(sha256(bytes));
    assertThat(blob.crc32()).isEqualTo(crc32(bytes));
    try (BlobContent content = blobs().open(blob.key(), 0, bytes.length).orElseThrow();
        InputStream stream = content.stream()) {
      assertThat(stream.readAllBytes()).isEqualTo(bytes);
    }
  }

  /** 64 lower-case hex digits. */
  protected static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static long crc32(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }
}
