package io.vitrine.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vitrine.blob.UploadStore;
import io.vitrine.blob.disk.DiskBlobStore;
import io.vitrine.blob.disk.DiskUploadStore;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.ResumableUpload;
import io.vitrine.catalog.ResumableUpload.Role;
import io.vitrine.catalog.ResumableUpload.State;
import io.vitrine.catalog.sqlite.SqliteCatalog;
import io.vitrine.library.Refusal.Reason;
import io.vitrine.media.MediaFormats;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What strangers may open who have no token (contract: uploads.md section 2.1). */
class ResumableIntakeTest {
  private static final long MOST_OPEN = 1_000_000;
  private static final LibraryConfig CONFIG =
      new LibraryConfig(
          MOST_OPEN,
          OptionalLong.empty(),
          Duration.ofDays(1),
          Duration.ofDays(7),
          MOST_OPEN,
          Duration.ofDays(30));

  private Catalog catalog;
  private DiskBlobStore blobs;
  private UploadStore store;
  private ResumableIntake intake;

  @BeforeEach
  void open(@TempDir Path data) throws Exception {
    catalog = SqliteCatalog.open(data.resolve("vitrine.db"), new SimpleMeterRegistry());
    blobs = DiskBlobStore.open(data.resolve("blobs"), new SimpleMeterRegistry());
    store = DiskUploadStore.beside(blobs, new SimpleMeterRegistry());
    intake =
        new ResumableIntake(
            catalog, store, new MediaFormats(), CONFIG, InstantSource.system(), new SecureRandom());
  }

  @AfterEach
  void close() throws Exception {
    store.close();
    blobs.close();
    catalog.close();
  }

  @Test
  void aClientHasOnlySoManyPartsAndOthersDoNotSufferFromIt() throws Exception {
    insertParts("10.0.0.1", ResumableRules.MOST_PARTS_OF_ADDRESS - 1);
    ResumableUpload last = intake.create(part("10.0.0.1", 1));

    assertRefused(part("10.0.0.1", 1), Reason.TOO_MANY_UPLOADS);

    assertThat(intake.create(part("10.0.0.2", 1)).state()).isEqualTo(State.OPEN);
    intake.remove(last.id());
    assertThat(intake.create(part("10.0.0.1", 1)).state()).isEqualTo(State.OPEN);
    assertThat(storedUploads()).isEqualTo(2);
  }

  @Test
  void allOfThemTogetherTakeOnlySoManyBytes() throws Exception {
    intake.create(part("10.0.0.1", MOST_OPEN - 10));

    assertRefused(part("10.0.0.2", 11), Reason.OPEN_UPLOADS_OVER_LIMIT);

    assertThat(intake.create(part("10.0.0.2", 10)).length()).contains(10L);
    assertThat(storedUploads()).isEqualTo(2);
  }

  @Test
  void theyLiveForADayOnly() throws Exception {
    ResumableUpload part = intake.create(part("10.0.0.1", 1));

    assertThat(Duration.between(part.created(), part.expires())).isEqualTo(Duration.ofDays(1));
  }

  private void assertRefused(ResumableRequest request, Reason reason) {
    assertThatThrownBy(() -> intake.create(request))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
  }

  private long storedUploads() throws Exception {
    AtomicLong count = new AtomicLong();
    store.list(stored -> count.incrementAndGet());
    return count.get();
  }

  private void insertParts(String address, int count) {
    Instant now = Instant.now();
    catalog.write(
        transaction -> {
          for (int i = 0; i < count; i++) {
            String id = "%032x".formatted(i);
            transaction
                .resumableUploads()
                .insert(
                    new ResumableUpload(
                        id,
                        Optional.empty(),
                        Optional.empty(),
                        address,
                        id,
                        Optional.of(1L),
                        Optional.empty(),
                        Optional.empty(),
                        Role.PARTIAL,
                        Optional.of("partial"),
                        now,
                        now.plusSeconds(600),
                        State.OPEN));
          }
          return count;
        });
  }

  private static ResumableRequest part(String address, long length) {
    return new ResumableRequest(
        Optional.empty(),
        address,
        Optional.of(length),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        true,
        Optional.of("partial"));
  }
}
