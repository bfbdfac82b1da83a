package io.vitrine.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vitrine.blob.BlobWriter;
import io.vitrine.blob.WrittenBlob;
import io.vitrine.blob.disk.DiskBlobStore;
import io.vitrine.catalog.Asset;
import io.vitrine.catalog.AssetState;
import io.vitrine.catalog.BlobReference;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.catalog.FileMedia;
import io.vitrine.catalog.OperationStatus;
import io.vitrine.catalog.RootFolder;
import io.vitrine.catalog.State;
import io.vitrine.catalog.sqlite.SqliteCatalog;
import io.vitrine.media.MediaType;
import io.vitrine.media.ProcessingStep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A catalog, a blob store, and workers that do what a test wants. */
abstract class ProcessingFixture {
  static final String SITE = "site-1";
  static final Duration LEASE = Duration.ofMillis(600);
  static final ProcessingLimits LIMITS =
      new ProcessingLimits(
          Duration.ofMinutes(1), List.of(Duration.ofMillis(10), Duration.ofMillis(20)), 50);

  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final List<AutoCloseable> parts = new ArrayList<>();
  private int added;
  Path data;
  Catalog catalog;
  DiskBlobStore blobs;

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    data = folder;
    catalog = SqliteCatalog.open(data.resolve("vitrine.db"), metrics);
    blobs = DiskBlobStore.open(data.resolve("blobs"), metrics);
    catalog.write(
        transaction -> {
          transaction.sites().create(SITE, Instant.now());
          return true;
        });
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable part : parts.reversed()) {
      part.close();
    }
    blobs.close();
    catalog.close();
  }

  ProcessingWorkers workers(
      List<? extends ProcessingStep> essential, List<? extends ProcessingStep> later) {
    return workers(essential, later, LIMITS);
  }

  ProcessingWorkers workers(
      List<? extends ProcessingStep> essential,
      List<? extends ProcessingStep> later,
      ProcessingLimits limits) {
    try {
      WorkFolders folders = WorkFolders.open(data.resolve("work"));
      parts.add(folders);
      ProcessingWorkers workers =
          new ProcessingWorkers(
              Scripted.plan(essential, later),
              new ProcessingWorkers.Crew(2, LEASE),
              catalog,
              blobs,
              UnheardEvents.log(InstantSource.system()),
              folders,
              limits,
              InstantSource.system(),
              new SimpleMeterRegistry());
      parts.add(workers);
      workers.start();
      return workers;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Adds an image as an upload does, with the time for it to be processed. */
  FileDescriptor add(ProcessingWorkers workers, String text) {
    return add(workers, MediaType.IMAGE, text);
  }

  FileDescriptor add(ProcessingWorkers workers, MediaType type, String text) {
    ProcessingSchedule schedule = workers.schedule();
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    BlobReference bytes = store(text);
    FileDescriptor file =
        new FileDescriptor(
            SITE,
            "a1b2c3_%032x~mv2.jpg".formatted(++added),
            RootFolder.MEDIA_ROOT.folderId(),
            text,
            type,
            "image/jpeg",
            false,
            schedule.firstStatus(type),
            State.OK,
            Optional.of(bytes),
            Optional.empty(),
            FileMedia.NONE,
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            now,
            now);
    return schedule.add(
        file,
        transaction -> {
          transaction.blobs().share(SITE, bytes);
          transaction.files().insert(file);
          schedule.begin(transaction, file);
          return file;
        });
  }

  private BlobReference store(String text) {
    try (BlobWriter writer = blobs.create()) {
      writer.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
      WrittenBlob blob = writer.commit();
      return new BlobReference(blob.key().value(), blob.size(), blob.sha256(), blob.crc32());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  FileDescriptor now(FileDescriptor file) {
    return catalog.files().find(SITE, file.id()).orElseThrow();
  }

  void awaitStatus(FileDescriptor file, OperationStatus status) {
    await().until(() -> now(file).operationStatus() == status);
  }

  void awaitIdle(FileDescriptor file) {
    await().until(() -> catalog.jobs().ofFile(file.id()).isEmpty());
  }

  List<String> keys(FileDescriptor file, AssetState state) {
    return now(file).media().assets().stream()
        .filter(asset -> asset.state() == state)
        .map(Asset::key)
        .toList();
  }

  void deleteForGood(FileDescriptor file) {
    catalog.write(transaction -> transaction.files().delete(SITE, List.of(file.id())));
  }

  /** No folder of work is left, and every stored blob is named by a row. */
  void assertNothingLeftBehind() {
    await()
        .untilAsserted(
            () -> {
              assertThat(foldersOfWork()).isEmpty();
              List<String> stored = new ArrayList<>();
              blobs.list(blob -> stored.add(blob.key().value()));
              stored.removeAll(catalog.blobs().released(1_000));
              assertThat(stored)
                  .allSatisfy(key -> assertThat(catalog.blobs().find(key)).isPresent());
              assertThat(catalog.blobs().listAfter("", 1_000)).hasSameSizeAs(stored);
            });
  }

  private List<Path> foldersOfWork() throws IOException {
    Path work = data.resolve("work");
    try (Stream<Path> paths = Files.walk(work, 2)) {
      return paths.filter(path -> work.relativize(path).getNameCount() == 2).toList();
    }
  }
}
