package io.vitrine.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrine.blob.UploadKey;
import io.vitrine.catalog.ResumableUpload;
import io.vitrine.catalog.ResumableUpload.Role;
import io.vitrine.catalog.ResumableUpload.State;
import io.vitrine.library.Refusal.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What may be open with tokens (contract: uploads.md section 2.1; security.md threat 27). */
class ResumableLimitsTest extends ResumableFixture {

  @Test
  void aTokenHasOnlySoManyUploads() throws Exception {
    String token = reserved(1);
    insertOpen(token, ResumableRules.MOST_OF_TOKEN - 1);
    ResumableUpload last = intake.create(whole(token, Optional.of(1L)));

    assertRefused(() -> intake.create(whole(token, Optional.of(1L))), Reason.TOO_MANY_UPLOADS);

    ResumableUpload part = sentPart(1);
    assertRefused(
        () -> intake.concatenation().concatenate(together(token), List.of(part.id())),
        Reason.TOO_MANY_UPLOADS);
    assertThat(intake.find(part.id()).uploadId()).as("taken in").isEmpty();
    assertThat(intake.create(whole(reserved(2), Optional.of(1L))).state()).isEqualTo(State.OPEN);
    intake.remove(last.id());
    assertThat(intake.create(whole(token, Optional.of(1L))).state()).isEqualTo(State.OPEN);
    assertThat(storedUploads()).isEqualTo(3);
  }

  @Test
  void nothingIsOpenedForATokenThatIsSpentMeanwhile() throws Exception {
    String token = reserved(1);
    String other = reserved(2);
    ResumableUpload part = sentPart(1);
    ResumableIntake racing =
        intake(
            new ForwardingUploadStore(store) {
              @Override
              public UploadKey create() throws IOException {
                spend(token);
                return super.create();
              }

              @Override
              public UploadKey concatenate(List<UploadKey> parts) throws IOException {
                spend(other);
                return super.concatenate(parts);
              }
            },
            MOST_OPEN);

    assertRefused(
        () -> racing.create(whole(token, Optional.of(1L))), Reason.UPLOAD_ALREADY_COMPLETED);
    assertRefused(
        () -> racing.concatenation().concatenate(together(other), List.of(part.id())),
        Reason.UPLOAD_ALREADY_COMPLETED);

    assertThat(intake.find(part.id()).uploadId()).as("taken in").isEmpty();
    assertThat(storedUploads()).isEqualTo(1);
  }

  @Test
  void partsThatComeToTooMuchAreRefusedBeforeTheyAreCopied() throws Exception {
    String token = reserved(1);
    ResumableUpload part = sentPart(1_000);
    AtomicInteger copies = new AtomicInteger();
    ResumableConcatenation concatenation =
        intake(
                new ForwardingUploadStore(store) {
                  @Override
                  public UploadKey concatenate(List<UploadKey> parts) throws IOException {
                    copies.incrementAndGet();
                    return super.concatenate(parts);
                  }
                },
                5_000)
            .concatenation();

    assertRefused(
        () -> concatenation.concatenate(together(token), Collections.nCopies(6, part.id())),
        Reason.OPEN_UPLOADS_OVER_LIMIT);

    assertThat(copies).hasValue(0);
    ResumableUpload whole =
        concatenation.concatenate(together(token), Collections.nCopies(5, part.id()));
    assertThat(whole.length()).contains(5_000L);
    assertThat(copies).hasValue(1);
  }

  @Test
  void whatTellsNoLengthIsCountedWhileItsBytesCome() throws Exception {
    long step = 64L << 20;
    ResumableIntake large = intake(store, 2 * step - 1);
    ResumableUpload first = large.create(whole(reserved(1), Optional.empty()));
    ResumableUpload second = large.create(whole(reserved(2), Optional.empty()));
    assertThat(large.end(second)).as("as if it were alone").isEqualTo(2 * step - 1);
    UploadProgress progress = large.progress(second);
    large.progress(first).reached(step);
    progress.reached(step - 1);

    assertRefused(() -> progress.reached(step), Reason.OPEN_UPLOADS_OVER_LIMIT);

    assertThat(catalog.resumableUploads().openBytes(Optional.of(SITE))).isEqualTo(2 * step);
  }

  private ResumableUpload sentPart(int bytes) throws Exception {
    ResumableUpload part = intake.create(part("10.0.0.1", bytes));
    append(part, bytes);
    return part;
  }

  private void spend(String token) {
    catalog.<Boolean>write(transaction -> transaction.uploads().complete(token, "file-1"));
  }

  private static void assertRefused(ThrowingCallable request, Reason reason) {
    assertThatThrownBy(request)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
  }

  private long storedUploads() throws Exception {
    AtomicLong count = new AtomicLong();
    store.list(stored -> count.incrementAndGet());
    return count.get();
  }

  private void insertOpen(String token, int count) {
    catalog.write(
        transaction -> {
          for (int i = 0; i < count; i++) {
            String id = "%032x".formatted(1_000 + i);
            transaction
                .resumableUploads()
                .insert(
                    new ResumableUpload(
                        id,
                        Optional.of(SITE),
                        Optional.of(token),
                        "10.0.0.9",
                        id,
                        Optional.of(1L),
                        Optional.empty(),
                        Optional.empty(),
                        Role.WHOLE,
                        Optional.empty(),
                        now,
                        now.plus(Duration.ofDays(7)),
                        State.OPEN));
          }
          return count;
        });
  }
}
