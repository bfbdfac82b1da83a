package io.vitrine.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a {@link BlobStore} means. Each store has a subclass that opens it. */
public abstract class BlobStoreContract {
  private static final BlobKey UNKNOWN = new BlobKey("0123456789abcdef0123456789abcdef");

  private BlobStore store;

  /** Opens the same place each time; it is empty before the first call of a test. */
  protected abstract BlobStore openStore() throws IOException;

  @BeforeEach
  void openFirst() throws IOException {
    store = openStore();
  }

  @AfterEach
  void closeLast() throws IOException {
    store.close();
  }

  /** The store that is open. */
  protected final BlobStore store() {
    return store;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4095, 65_536, 65_537, 1_000_003})
  void bytesComeBackAsTheyWere(int size) throws IOException {
    byte[] bytes = bytes(size);

    WrittenBlob blob = write(store, bytes);

    assertThat(readAll(blob.key(), size)).isEqualTo(bytes);
  }

  @Test
  void sizeAndDigestsAreToldOfTheBytes() throws IOException {
    byte[] bytes = bytes(300_000);

    WrittenBlob blob = write(store, bytes);

    assertThat(blob.size()).isEqualTo(300_000);
    assertThat(blob.sha256()).isEqualTo(sha256(bytes));
    assertThat(blob.crc32()).isEqualTo(crc32(bytes));
  }

  @Test
  void digestsOfNothingAreThoseOfNothing() throws IOException {
    WrittenBlob blob = write(store, new byte[0]);

    assertThat(blob.size()).isZero();
    assertThat(blob.sha256())
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assertThat(blob.crc32()).isZero();
  }

  @Test
  void buffersOfAllKindsAreTakenWholly() throws IOException {
    byte[] bytes = bytes(200_000);
    ByteBuffer direct = ByteBuffer.allocateDirect(150_000).put(bytes, 0, 150_000).flip();
    ByteBuffer heapPart = ByteBuffer.wrap(bytes, 150_000, 49_990).asReadOnlyBuffer();
    ByteBuffer offsetPart = ByteBuffer.wrap(bytes).slice(199_990, 10);

    try (BlobWriter writer = store.create()) {
      for (ByteBuffer part : List.of(direct, heapPart, offsetPart)) {
        writer.write(part);
        assertThat(part.hasRemaining()).isFalse();
      }
      assertThat(writer.size()).isEqualTo(200_000);
      WrittenBlob blob = writer.commit();

      assertThat(blob.sha256()).isEqualTo(sha256(bytes));
      assertThat(blob.crc32()).isEqualTo(crc32(bytes));
      assertThat(readAll(blob.key(), 200_000)).isEqualTo(bytes);
    }
  }

  @ParameterizedTest
  @CsvSource({"0,0", "0,1", "0,100000", "1,99999", "65535,2", "70000,30000", "100000,0"})
  void aRangeIsExactlyItsBytes(int offset, int length) throws IOException {
    byte[] bytes = bytes(100_000);
    BlobKey key = write(store, bytes).key();

    try (BlobContent content = store.open(key, offset, length).orElseThrow();
        InputStream stream = content.stream()) {
      assertThat(content.length()).isEqualTo(length);
      assertThat(ByteBuffer.wrap(stream.readAllBytes()))
          .isEqualTo(ByteBuffer.wrap(bytes, offset, length));
      assertThat(stream.read()).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-1,1",
    "0,-1",
    "0,101",
    "100,1",
    "101,0",
    "50,51",
    "9223372036854775807,1",
    "1,9223372036854775807",
    "0,-9223372036854775808"
  })
  void aRangeBeyondTheBlobIsRefused(long offset, long length) throws IOException {
    BlobKey key = write(store, bytes(100)).key();

    assertThatThrownBy(() -> store.open(key, offset, length))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void eachStreamBeginsAnew() throws IOException {
    byte[] bytes = bytes(1_000);
    BlobKey key = write(store, bytes).key();

    try (BlobContent content = store.open(key, 10, 500).orElseThrow();
        InputStream first = content.stream();
        InputStream second = content.stream()) {
      assertThat(first.skip(100)).isEqualTo(100);
      assertThat(first.read()).isEqualTo(bytes[110] & 0xff);
      assertThat(second.read()).isEqualTo(bytes[10] & 0xff);
      assertThat(first.readAllBytes()).hasSize(399);
      assertThat(second.readAllBytes()).hasSize(499);
    }
  }

  @Test
  void nothingIsFoundUnderAnUnknownKey() throws IOException {
    assertThat(store.open(UNKNOWN, 0, 0)).isEmpty();
  }

  @Test
  void anUnfinishedBlobIsNotListed() throws IOException {
    try (BlobWriter writer = store.create()) {
      writer.write(ByteBuffer.wrap(bytes(100_000)));

      assertThat(listed()).isEmpty();
    }
  }

  @Test
  void aWriterClosedWithoutCommitLeavesNothing() throws IOException {
    try (BlobWriter writer = store.create()) {
      writer.write(ByteBuffer.wrap(bytes(100_000)));
    }

    assertThat(listed()).isEmpty();
  }

  @Test
  void closingAfterCommitChangesNothing() throws IOException {
    byte[] bytes = bytes(10);
    BlobWriter writer = store.create();
    writer.write(ByteBuffer.wrap(bytes));
    BlobKey key = writer.commit().key();

    writer.close();
    writer.close();

    assertThat(readAll(key, 10)).isEqualTo(bytes);
  }

  @Test
  void aWriterIsOfNoUseAfterItsEnd() throws IOException {
    BlobWriter committed = store.create();
    committed.commit();
    BlobWriter dropped = store.create();
    dropped.close();

    for (BlobWriter ended : List.of(committed, dropped)) {
      assertThatThrownBy(() -> ended.write(ByteBuffer.allocate(1)))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(ended::commit).isInstanceOf(IllegalStateException.class);
      ended.close();
    }
  }

  @Test
  void equalBytesAreBlobsOfTheirOwn() throws IOException {
    WrittenBlob first = write(store, bytes(10));
    WrittenBlob second = write(store, bytes(10));

    assertThat(second.key()).isNotEqualTo(first.key());
    store.delete(first.key());
    assertThat(readAll(second.key(), 10)).isEqualTo(bytes(10));
  }

  @Test
  void aDeletedBlobIsGone() throws IOException {
    BlobKey key = write(store, bytes(10)).key();

    store.delete(key);

    assertThat(store.open(key, 0, 0)).isEmpty();
    assertThat(listed()).isEmpty();
  }

  @Test
  void deletingWhatIsNotThereIsNoError() throws IOException {
    store.delete(UNKNOWN);

    assertThat(store.open(UNKNOWN, 0, 0)).isEmpty();
  }

  @Test
  void anOpenedBlobStaysReadableAlthoughItIsDeleted() throws IOException {
    byte[] bytes = bytes(200_000);
    BlobKey key = write(store, bytes).key();

    try (BlobContent content = store.open(key, 0, 200_000).orElseThrow()) {
      store.delete(key);
      try (InputStream stream = content.stream()) {
        assertThat(stream.readAllBytes()).isEqualTo(bytes);
      }
    }
  }

  @Test
  void everyBlobIsListedOnceWithSizeAndTime() throws IOException {
    Instant before = Instant.now();
    Set<BlobKey> written = new HashSet<>();
    for (int size = 0; size < 30; size++) {
      written.add(write(store, bytes(size)).key());
    }

    List<StoredBlob> listed = listed();

    assertThat(listed).extracting(StoredBlob::key).containsExactlyInAnyOrderElementsOf(written);
    assertThat(listed).extracting(StoredBlob::size).doesNotHaveDuplicates();
    assertThat(listed)
        .extracting(StoredBlob::modified)
        .allSatisfy(
            time ->
                assertThat(time)
                    .isBetween(
                        before.minus(Duration.ofSeconds(5)),
                        Instant.now().plus(Duration.ofSeconds(5))));
  }

  @Test
  void blobsAreThereAfterTheStoreIsOpenedAgain() throws IOException {
    byte[] bytes = bytes(1_000);
    BlobKey key = write(store, bytes).key();

    store.close();
    store = openStore();

    assertThat(readAll(key, 1_000)).isEqualTo(bytes);
    assertThat(listed()).extracting(StoredBlob::key).containsExactly(key);
  }

  @Test
  void aSecondStoreAtTheSamePlaceLeavesTheWritersOfTheFirstAlone() throws IOException {
    byte[] bytes = bytes(1_000);
    try (BlobWriter writer = store.create()) {
      writer.write(ByteBuffer.wrap(bytes, 0, 500));
      openStore().close();
      writer.write(ByteBuffer.wrap(bytes, 500, 500));

      BlobKey key = writer.commit().key();

      assertThat(readAll(key, 1_000)).isEqualTo(bytes);
    }
  }

  @Test
  void manyThreadsWriteAndDeleteAtOnce() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<BlobKey>> kept = new ArrayList<>();
      for (int number = 0; number < 40; number++) {
        int size = number * 1_000;
        Callable<BlobKey> work =
            () -> {
              store.delete(write(store, bytes(size)).key());
              return write(store, bytes(size)).key();
            };
        kept.add(threads.submit(work));
      }
      for (int number = 0; number < 40; number++) {
        assertThat(readAll(kept.get(number).get(), number * 1_000L))
            .isEqualTo(bytes(number * 1_000));
      }
      assertThat(listed()).hasSize(40);
    }
  }

  @Test
  void aStoreThatWorksIsHealthyAndKeepsNothingOfTheProbe() throws IOException {
    store.checkHealth();

    assertThat(listed()).isEmpty();
  }

  /** The same bytes for the same size; they look random. */
  protected static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  /** Writes one blob in pieces of odd sizes. */
  protected static WrittenBlob write(BlobStore store, byte[] bytes) throws IOException {
    try (BlobWriter writer = store.create()) {
      for (int at = 0; at < bytes.length; at += 33_333) {
        writer.write(ByteBuffer.wrap(bytes, at, Math.min(33_333, bytes.length - at)));
      }
      return writer.commit();
    }
  }

  /** Everything that the open store lists. */
  protected final List<StoredBlob> listed() throws IOException {
    List<StoredBlob> listed = new ArrayList<>();
    store.list(listed::add);
    return listed;
  }

  /** The bytes of a blob of the open store. */
  protected final byte[] readAll(BlobKey key, long size) throws IOException {
    try (BlobContent content = store.open(key, 0, size).orElseThrow();
        InputStream stream = content.stream()) {
      return stream.readAllBytes();
    }
  }

  private static String sha256(byte[] bytes) {
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
