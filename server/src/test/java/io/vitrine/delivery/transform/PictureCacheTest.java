package io.vitrine.delivery.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.delivery.transform.PictureCache.Stored;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureCacheTest {
  private static final int CONTENT = 100;
  private static final long ONE = CONTENT + CheckedFile.TRAILER;

  /** What it counts: a block and what lies beside it. */
  private static final long ROOM = 4_096 + 1_024;

  @TempDir private Path folder;
  private Instant now = Instant.now();
  private final AtomicInteger evicted = new AtomicInteger();
  private PictureCache cache;

  @BeforeEach
  void open() throws IOException {
    cache = open(1_000_000);
  }

  private PictureCache open(long mostBytes) throws IOException {
    return PictureCache.open(folder, mostBytes, () -> now, evicted::addAndGet);
  }

  @Test
  void findsWhatWasPut() throws IOException {
    assertThat(cache.find(name(1))).isEmpty();

    put(1);

    assertThat(content(1)).contains(text(1));
    assertThat(cache.findUntouched(name(1))).isPresent();
    assertThat(cache.find(name(2))).isEmpty();
    assertThat(cache.bytes()).isEqualTo(ROOM);
  }

  @Test
  void theResultsWantedLongestAgoGoFirst() throws IOException {
    cache = open(3 * ROOM);
    put(1);
    put(2);
    put(3);
    assertThat(content(1)).isPresent();

    put(4);

    assertThat(content(2)).isEmpty();
    assertThat(content(1)).isPresent();
    assertThat(content(3)).isPresent();
    assertThat(content(4)).isPresent();
    assertThat(evicted).hasValue(1);
    assertThat(filesOnDisk()).isEqualTo(3);
    assertThat(cache.bytes()).isEqualTo(3 * ROOM);
  }

  @Test
  void tinyResultsCountTheRoomThatTheyTake() throws IOException {
    cache = open(100_000);
    for (int number = 0; number < 1_000; number++) {
      Path file = cache.newFile();
      Files.write(file, new byte[10]);
      cache.put(name(number), file);
    }

    assertThat(cache.size()).isBetween(15, 20);
    assertThat(filesOnDisk()).isEqualTo(cache.size());
  }

  @Test
  void aFolderThatIsRemovedIsMadeAnew() throws IOException {
    put(1);
    Path moved = folder.resolveSibling(folder.getFileName() + "-removed");
    Files.move(folder, moved);

    assertThat(cache.isShortOfRoom(1)).isFalse();
    put(2);

    assertThat(content(2)).contains(text(2));
    Files.move(moved, folder.resolve("kept"));
  }

  @Test
  void aResultThatIsReadCanBeEvicted() throws IOException {
    cache = open(ROOM);
    Stored first = put(1);
    try (FileChannel reader = FileChannel.open(first.path(), StandardOpenOption.READ)) {
      put(2);

      assertThat(cache.find(name(1))).isEmpty();
      assertThat(reader.size()).isEqualTo(ONE);
    }
  }

  @Test
  void anotherProcessFindsTheResultsAndWhichWereWantedLongestAgo() throws IOException {
    put(1);
    put(2);
    put(3);
    age(1, Duration.ofHours(5));
    age(2, Duration.ofHours(9));
    age(3, Duration.ofHours(7));
    // Wanted again after more than an hour, so that it is noted on the disk.
    now = Instant.now();
    assertThat(content(2)).isPresent();

    cache = open(2 * ROOM);
    cache.readFolder(() -> false);

    assertThat(cache.size()).isEqualTo(2);
    assertThat(content(3)).isEmpty();
    assertThat(content(1)).isPresent();
    assertThat(content(2)).isPresent();
  }

  @Test
  void whatIsWantedBeforeTheFolderIsReadIsFoundToo() throws IOException {
    put(1);

    cache = open(1_000_000);
    assertThat(content(1)).isPresent();
    cache.readFolder(() -> false);

    assertThat(cache.size()).isEqualTo(1);
    assertThat(cache.bytes()).isEqualTo(ROOM);
  }

  @Test
  void aRemovedResultIsNotThere() throws IOException {
    Stored stored = put(1);
    Files.delete(stored.path());

    assertThat(cache.findUntouched(name(1))).isEmpty();
    assertThat(cache.find(name(1))).isEmpty();
    assertThat(cache.bytes()).isZero();
  }

  @Test
  void aDamagedResultIsRemoved() throws IOException {
    List<Damage> damages =
        List.of(
            path -> Files.write(path, new byte[0]),
            path -> Files.write(path, new byte[] {1}, StandardOpenOption.APPEND),
            path -> Files.write(path, new byte[(int) ONE]),
            PictureCacheTest::flipOneBit,
            path -> {
              try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
                file.truncate(ONE - 1);
              }
            });
    for (Damage damage : damages) {
      damage.to(put(1).path());
      assertThat(cache.findUntouched(name(1))).isEmpty();
      assertThat(cache.find(name(1))).isEmpty();

      damage.to(put(1).path());
      cache = open(1_000_000);
      cache.readFolder(() -> false);
      assertThat(cache.find(name(1))).isEmpty();
      assertThat(filesOnDisk()).isZero();
    }
  }

  @Test
  void theResultsOfADeletedSourceAreRemoved() throws IOException {
    put(1);
    put(2);

    cache.purge(blob -> blob.equals(name(2).blob()), () -> false);

    assertThat(cache.find(name(1))).isEmpty();
    assertThat(content(2)).isPresent();
    assertThat(filesOnDisk()).isEqualTo(1);
    assertThat(cache.bytes()).isEqualTo(ROOM);
  }

  @Test
  void leftOversOfACrashAreRemoved() throws IOException {
    Files.writeString(cache.newFile(), "half");

    open(1_000_000);

    try (var files = Files.list(folder.resolve("new"))) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void manyMayUseItAtOnce() throws Exception {
    cache = open(5 * ROOM);
    List<Future<?>> threads = new ArrayList<>();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int thread = 0; thread < 8; thread++) {
        int first = thread;
        threads.add(
            executor.submit(
                () -> {
                  for (int i = 0; i < 300; i++) {
                    int number = (first + i) % 10;
                    Optional<Stored> found = cache.find(name(number));
                    if (found.isEmpty()) {
                      put(number);
                    }
                  }
                  return null;
                }));
      }
    }
    for (Future<?> thread : threads) {
      thread.get();
    }
    cache.find(name(0));
    assertThat(filesOnDisk()).isLessThanOrEqualTo(5);
    for (int number = 0; number < 10; number++) {
      Optional<String> content = content(number);
      assertThat(content.orElse(text(number))).isEqualTo(text(number));
    }
  }

  private interface Damage {
    void to(Path path) throws IOException;
  }

  private static void flipOneBit(Path path) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    bytes[CONTENT / 2] ^= 1;
    Files.write(path, bytes);
    // As fast as a test is, the time of the file may be the same as before.
    Files.setLastModifiedTime(path, FileTime.from(Instant.now().plusSeconds(1)));
  }

  private void age(int number, Duration age) throws IOException {
    Files.setLastModifiedTime(
        cache.find(name(number)).orElseThrow().path(), FileTime.from(Instant.now().minus(age)));
  }

  private Stored put(int number) throws IOException {
    Path file = cache.newFile();
    Files.writeString(file, text(number));
    return cache.put(name(number), file);
  }

  private Optional<String> content(int number) throws IOException {
    Optional<Stored> stored = cache.find(name(number));
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    byte[] bytes = Files.readAllBytes(stored.get().path());
    return Optional.of(new String(bytes, 0, (int) stored.get().length(), StandardCharsets.UTF_8));
  }

  private long filesOnDisk() throws IOException {
    try (var paths = Files.walk(folder)) {
      return paths.filter(Files::isRegularFile).count();
    }
  }

  private static String text(int number) {
    return String.valueOf(number % 10).repeat(CONTENT);
  }

  private static PictureName name(int number) {
    return new PictureName("%032x".formatted(number), "%064x".formatted(number));
  }
}
