package io.vitrine.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrine.catalog.ResumableUpload;
import io.vitrine.catalog.ResumableUpload.Role;
import io.vitrine.catalog.ResumableUpload.State;
import io.vitrine.library.Refusal.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What strangers may open who have no token (contract: uploads.md section 2.1). */
class ResumableIntakeTest extends ResumableFixture {
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
    for (String address : List.of("10.0.0.1", "10.0.0.2", "10.0.0.3")) {
      intake.create(part(address, MOST_OPEN / 4));
    }
    intake.create(part("10.0.0.4", MOST_OPEN / 4 - 10));

    assertRefused(part("10.0.0.5", 11), Reason.OPEN_UPLOADS_OVER_LIMIT);

    assertThat(intake.create(part("10.0.0.5", 10)).length()).contains(10L);
    assertThat(storedUploads()).isEqualTo(5);
  }

  @Test
  void aClientTakesAQuarterOfThoseBytesAtMost() throws Exception {
    long quarter = MOST_OPEN / 4;
    intake.create(part("10.0.0.1", quarter - 10));

    assertRefused(part("10.0.0.1", 11), Reason.OPEN_UPLOADS_OVER_LIMIT);

    ResumableUpload deferred = intake.create(deferredPart("10.0.0.1"));
    assertThat(intake.end(deferred)).isEqualTo(10);
    assertThat(intake.create(part("10.0.0.2", quarter)).length()).contains(quarter);
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
}
