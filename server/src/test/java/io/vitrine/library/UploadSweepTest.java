package io.vitrine.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrine.blob.BlobKey;
import io.vitrine.blob.StoredBlob;
import io.vitrine.blob.StoredUpload;
import io.vitrine.blob.UploadKey;
import io.vitrine.blob.UploadStore;
import io.vitrine.catalog.BlobReference;
import io.vitrine.catalog.ResumableUpload;
import io.vitrine.catalog.ResumableUpload.State;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of uploads that nobody goes on with (contract: uploads.md section 2.3, E4). */
class UploadSweepTest extends ResumableFixture {
  private UploadSweep sweep;

  @BeforeEach
  void makeSweep() {
    sweep = new UploadSweep(catalog, store, () -> now);
  }

  @Test
  void anUploadIsEndedWhenItsTimeIsOverAndRememberedForADay() throws Exception {
    ResumableUpload upload = part();
    pass(Duration.ofHours(24).minusSeconds(1));
    sweep.endExpired(() -> false);
    assertThat(state(upload)).contains(State.OPEN);

    pass(Duration.ofSeconds(1));
    sweep.endExpired(() -> false);

    assertThat(state(upload)).contains(State.REMOVED);
    assertThat(store.offset(key(upload))).isEmpty();
    pass(Duration.ofHours(24));
    sweep.endExpired(() -> false);
    assertThat(state(upload)).contains(State.REMOVED);
    pass(Duration.ofSeconds(1));
    sweep.endExpired(() -> false);
    assertThat(state(upload)).isEmpty();
  }

  @Test
  void anUploadLivesOnFromItsLastByte() throws Exception {
    ResumableUpload upload = part();
    pass(Duration.ofHours(20));
    append(upload, 5);
    pass(Duration.ofHours(20));

    sweep.endExpired(() -> false);

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
      sweep.endExpired(() -> false);
    }

    assertThat(state(upload)).contains(State.OPEN);
    assertThat(intake.find(upload.id()).expires()).isAfter(now.plus(Duration.ofHours(22)));
  }

  @Test
  void anUploadThatIsResumedLateLivesOnWhileItsBytesCome() throws Exception {
    ResumableUpload upload = part();
    pass(Duration.ofHours(24).minusSeconds(1));
    UploadProgress progress = intake.progress(upload);
    progress.reached(1);
    pass(Duration.ofSeconds(2));

    sweep.endExpired(() -> false);

    assertThat(state(upload)).contains(State.OPEN);
    assertThat(intake.find(upload.id()).expires()).isAfter(now.plus(Duration.ofHours(23)));
  }

  @Test
  void anUploadThatBytesComeToSinceItWasFoundExpiredLivesOn() throws Exception {
    ResumableUpload first = part();
    pass(Duration.ofMillis(1));
    ResumableUpload second = part();
    pass(Duration.ofHours(24));
    UploadStore receiving =
        new ForwardingUploadStore(store) {
          @Override
          public void delete(UploadKey key) throws IOException {
            intake.received(second, 1);
            super.delete(key);
          }
        };

    new UploadSweep(catalog, receiving, () -> now).endExpired(() -> false);

    assertThat(state(first)).contains(State.REMOVED);
    assertThat(state(second)).contains(State.OPEN);
    assertThat(store.offset(key(second))).isPresent();
  }

  @Test
  void bytesThatCannotBeRemovedKeepNothingElseFromBeingRemoved() throws Exception {
    ResumableUpload first = part();
    pass(Duration.ofMillis(1));
    ResumableUpload second = part();
    UploadKey leftOver = store.create();
    pass(Duration.ofHours(24));
    UploadStore damaged =
        new ForwardingUploadStore(store) {
          @Override
          public void delete(UploadKey key) throws IOException {
            if (key.equals(key(first))) {
              throw new IOException("input/output error");
            }
            super.delete(key);
          }
        };
    sweep = new UploadSweep(catalog, damaged, () -> now);

    sweep.endExpired(() -> false);

    assertThat(state(first)).contains(State.REMOVED);
    assertThat(state(second)).contains(State.REMOVED);
    assertThat(store.offset(key(second))).isEmpty();
    assertThatThrownBy(() -> leftOvers(Optional.of(Duration.ofHours(1))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("failed: 1")
        .hasMessageContaining("input/output error");
    assertThat(store.offset(leftOver)).isEmpty();
  }

  @Test
  void whoIsToStopEndsNothingMore() throws Exception {
    ResumableUpload upload = part();
    pass(Duration.ofHours(24));

    sweep.endExpired(() -> true);

    assertThat(state(upload)).contains(State.OPEN);
    assertThat(store.offset(key(upload))).isPresent();
  }

  @Test
  void theBlobOfAnUploadThatIsStillOpenIsNoOrphan() throws Exception {
    ResumableUpload upload = part();
    append(upload, 100);
    BlobKey blob = store.complete(key(upload)).key();
    pass(Duration.ofHours(2));

    assertThat(orphans()).isEmpty();
    assertThat(blobs.open(blob, 0, 100)).isPresent();
    pass(Duration.ofDays(1));
    sweep.endExpired(() -> false);

    assertThat(orphans()).containsExactly(blob);
    assertThat(blobs.open(blob, 0, 100)).isEmpty();
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
    assertThat(store.offset(key(upload))).hasValue(5);
    assertThat(leftOvers(Optional.empty())).isEmpty();
  }

  private List<UploadKey> leftOvers(Optional<Duration> removeOlderThan) throws Exception {
    List<UploadKey> found = new ArrayList<>();
    sweep.findLeftOvers(
        removeOlderThan, (StoredUpload stored, boolean removed) -> found.add(stored.key()));
    return found;
  }

  private List<BlobKey> orphans() throws Exception {
    List<BlobKey> found = new ArrayList<>();
    new IntegrityCheck(catalog, blobs, () -> now)
        .findOrphans(
            Optional.of(Duration.ofHours(1)),
            new IntegrityCheck.Listener() {
              @Override
              public void verified(BlobReference reference, IntegrityCheck.Verdict verdict) {
                throw new AssertionError("nothing is read here");
              }

              @Override
              public void orphan(StoredBlob orphan, boolean removed) {
                found.add(orphan.key());
              }
            });
    return found;
  }

  private ResumableUpload part() throws Exception {
    return intake.create(part("127.0.0.1", 100));
  }
}
