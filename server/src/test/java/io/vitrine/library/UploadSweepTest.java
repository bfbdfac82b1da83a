package io.vitrine.library;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vitrine.blob.StoredUpload;
import io.vitrine.blob.UploadKey;
import io.vitrine.blob.UploadStore;
import io.vitrine.blob.disk.DiskBlobStore;
import io.vitrine.blob.disk.DiskUploadStore;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.ResumableUpload;
import io.vitrine.catalog.ResumableUpload.State;
import io.vitrine.catalog.sqlite.SqliteCatalog;
import io.vitrine.media.MediaFormats;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of uploads that nobody goes on with (contract: uploads.md section 2.3, E4). */
class UploadSweepTest {
  private static final LibraryConfig CONFIG =
      new LibraryConfig(
          1_000_000,
          OptionalLong.empty(),
          Duration.ofDays(1),
          Duration.ofDays(7),
          1_000_000,
          Duration.ofDays(30));

  private Instant now = Instant.now();
  private Catalog catalog;
  private DiskBlobStore blobs;
  private UploadStore store;
  private ResumableIntake intake;
  private UploadSweep sweep;

  @BeforeEach
  void open(@TempDir Path data) throws Exception {
    catalog = SqliteCatalog.open(data.resolve("vitrine.db"), new SimpleMeterRegistry());
    blobs = DiskBlobStore.open(data.resolve("blobs"), new SimpleMeterRegistry());
    store = DiskUploadStore.beside(blobs, new SimpleMeterRegistry());
    intake =
        new ResumableIntake(
            catalog, store, new MediaFormats(), CONFIG, () -> now, new SecureRandom());
    sweep = new UploadSweep(catalog, store, () -> now);
  }

  @AfterEach
  void close() throws Exception {
    store.close();
    blobs.close();
    catalog.close();
  }

  @Test
  void anUploadIsEndedWhenItsTimeIsOverAndRememberedForADay() throws Exception {
    ResumableUpload upload = part();
    pass(Duration.ofHours(24).minusSeconds(1));
    sweep.endExpired();
    assertThat(state(upload)).contains(State.OPEN);

    pass(Duration.ofSeconds(1));
    sweep.endExpired();

    assertThat(state(upload)).contains(State.REMOVED);
    assertThat(store.offset(new UploadKey(upload.storeKey()))).isEmpty();
    pass(Duration.ofHours(24));
    sweep.endExpired();
    assertThat(state(upload)).contains(State.REMOVED);
    pass(Duration.ofSeconds(1));
    sweep.endExpired();
    assertThat(state(upload)).isEmpty();
  }

  @Test
  void anUploadLivesOnFromItsLastByte() throws Exception {
    ResumableUpload upload = part();
    pass(Duration.ofHours(20));
    append(upload, 5);
    pass(Duration.ofHours(20));

    sweep.endExpired();

    assertThat(state(upload)).contains(State.OPEN);
    assertThat(intake.find(upload.id()).expires()).isAfter(now);
  }

  @Test
  void anUploadLivesOnWhileOneLongRequestSendsItsBytes() throws Exception {
    ResumableUpload upload = part();
    UploadProgress progress = intake.progress(upload);
    for (int hours = 1; hours <= 40; hours++) {
      pass(Duration.ofHours(1));
      progress.reached(hours);
      sweep.endExpired();
    }

    assertThat(state(upload)).contains(State.OPEN);
    assertThat(intake.find(upload.id()).expires()).isAfter(now.plus(Duration.ofHours(22)));
  }

  @Test
  void bytesThatBelongToNoUploadAreFoundAndRemovedWhenTheyAreOld() throws Exception {
    ResumableUpload upload = part();
    append(upload, 5);
    UploadKey leftOver = store.create();

    assertThat(leftOvers(Optional.of(Duration.ofHours(1)))).containsExactly(leftOver);
    assertThat(store.offset(leftOver)).isPresent();
    assertThat(leftOvers(Optional.empty())).containsExactly(leftOver);
    pass(Duration.ofHours(2));
    assertThat(leftOvers(Optional.of(Duration.ofHours(1)))).containsExactly(leftOver);

    assertThat(store.offset(leftOver)).isEmpty();
    assertThat(store.offset(new UploadKey(upload.storeKey()))).hasValue(5);
    assertThat(leftOvers(Optional.empty())).isEmpty();
  }

  private List<UploadKey> leftOvers(Optional<Duration> removeOlderThan) throws Exception {
    List<UploadKey> found = new ArrayList<>();
    sweep.findLeftOvers(
        removeOlderThan, (StoredUpload stored, boolean removed) -> found.add(stored.key()));
    return found;
  }

  private ResumableUpload part() throws Exception {
    return intake.create(
        new ResumableRequest(
            Optional.empty(),
            "127.0.0.1",
            Optional.of(100L),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            true,
            Optional.of("partial")));
  }

  private void append(ResumableUpload upload, int bytes) throws Exception {
    try (var appender = intake.append(upload, UploadStore.Mode.PLAIN, () -> {})) {
      appender.write(ByteBuffer.allocate(bytes));
      appender.keep();
    }
    intake.received(upload, bytes);
  }

  private Optional<State> state(ResumableUpload upload) {
    return catalog.resumableUploads().find(upload.id()).map(ResumableUpload::state);
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }
}
