package io.vitrine.library;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vitrine.blob.UploadKey;
import io.vitrine.blob.UploadStore;
import io.vitrine.blob.disk.DiskBlobStore;
import io.vitrine.blob.disk.DiskUploadStore;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.ResumableUpload;
import io.vitrine.catalog.ResumableUpload.State;
import io.vitrine.catalog.RootFolder;
import io.vitrine.catalog.Upload;
import io.vitrine.catalog.sqlite.SqliteCatalog;
import io.vitrine.media.Detector;
import io.vitrine.media.MediaFormats;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A new catalog and new stores for each test, whose time the test lets pass. */
abstract class ResumableFixture {
  static final long MOST_OPEN = 1_000_000;
  static final String SITE = "site-1";

  Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  Path data;
  Catalog catalog;
  DiskBlobStore blobs;
  UploadStore store;
  ResumableIntake intake;

  @BeforeEach
  void open(@TempDir Path folder) throws Exception {
    data = folder;
    catalog = SqliteCatalog.open(data.resolve("vitrine.db"), new SimpleMeterRegistry());
    blobs = DiskBlobStore.open(data.resolve("blobs"), new SimpleMeterRegistry());
    store = DiskUploadStore.beside(blobs, new SimpleMeterRegistry());
    intake = intake(store, MOST_OPEN);
    catalog.write(
        transaction -> {
          transaction.sites().create(SITE, now);
          return true;
        });
  }

  @AfterEach
  void close() throws Exception {
    store.close();
    blobs.close();
    catalog.close();
  }

  ResumableIntake intake(UploadStore uploads, long mostOpen) {
    return new ResumableIntake(
        catalog, uploads, new MediaFormats(), config(mostOpen), () -> now, new SecureRandom());
  }

  ResumableFinish finish(UploadStore uploads, InstantSource clock) {
    MediaFormats formats = new MediaFormats();
    SecureRandom random = new SecureRandom();
    return new ResumableFinish(
        catalog,
        uploads,
        blobs,
        new Detector(formats),
        formats,
        new FolderEditor(catalog, UnheardEvents.log(clock), clock, random),
        ProcessingSchedule.nothing(catalog, UnheardEvents.log(clock), clock),
        config(MOST_OPEN),
        clock,
        random);
  }

  static LibraryConfig config(long mostOpen) {
    return new LibraryConfig(
        10_000_000_000L,
        OptionalLong.empty(),
        Duration.ofDays(1),
        Duration.ofDays(7),
        mostOpen,
        Duration.ofDays(30));
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  /** The ID of a new reserved upload, which a token would name. */
  String reserved(long number) {
    String id = "%032x".formatted(number);
    Upload upload =
        new Upload(
            id,
            SITE,
            "application/octet-stream",
            Optional.empty(),
            Optional.empty(),
            RootFolder.MEDIA_ROOT.folderId(),
            List.of(),
            false,
            List.of(),
            List.of(),
            Optional.empty(),
            now,
            now.plus(Duration.ofDays(7)),
            Optional.empty());
    catalog.write(
        transaction -> {
          transaction.uploads().insert(upload);
          return true;
        });
    return id;
  }

  static ResumableRequest whole(String uploadId, Optional<Long> length) {
    return request(Optional.of(uploadId), "10.0.0.1", length, Optional.empty());
  }

  static ResumableRequest part(String address, long length) {
    return request(Optional.empty(), address, Optional.of(length), Optional.of("partial"));
  }

  static ResumableRequest deferredPart(String address) {
    return request(Optional.empty(), address, Optional.empty(), Optional.of("partial"));
  }

  static ResumableRequest together(String uploadId) {
    return request(
        Optional.of(uploadId), "10.0.0.1", Optional.empty(), Optional.of("final;as sent"));
  }

  private static ResumableRequest request(
      Optional<String> uploadId, String address, Optional<Long> length, Optional<String> concat) {
    return new ResumableRequest(
        uploadId,
        address,
        length,
        Optional.empty(),
        Optional.of("a.txt"),
        Optional.empty(),
        concat.filter("partial"::equals).isPresent(),
        concat);
  }

  /** Sends bytes as a request does, from where the upload ends. */
  void append(ResumableUpload upload, int bytes) throws Exception {
    try (var appender = intake.append(upload, UploadStore.Mode.PLAIN, () -> {})) {
      appender.write(ByteBuffer.wrap("a".repeat(bytes).getBytes(StandardCharsets.UTF_8)));
      appender.keep();
    }
    intake.received(upload, intake.offset(upload));
  }

  Optional<State> state(ResumableUpload upload) {
    return catalog.resumableUploads().find(upload.id()).map(ResumableUpload::state);
  }

  static UploadKey key(ResumableUpload upload) {
    return ResumableIntake.key(upload);
  }
}
