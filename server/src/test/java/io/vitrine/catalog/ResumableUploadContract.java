package io.vitrine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.catalog.ResumableUpload.Role;
import io.vitrine.catalog.ResumableUpload.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Uploads that come in pieces. */
abstract class ResumableUploadContract extends CatalogFixture {
  private static final String HEADER = "filename YS5qcGc=,is_confidential";

  @Test
  void anUploadComesBackAsItWasGiven() {
    ResumableUpload whole = upload(1, Optional.of(0L), NOON.plusSeconds(9));
    ResumableUpload part = part(2, "10.0.0.1", 5);
    insert(whole, part);

    assertThat(catalog.resumableUploads().find(whole.id())).contains(whole);
    assertThat(catalog.resumableUploads().find(part.id())).contains(part);
    assertThat(catalog.resumableUploads().find("unknown")).isEmpty();
    assertThat(catalog.resumableUploads().holds(whole.storeKey())).isTrue();
    assertThat(catalog.resumableUploads().holds(hex(77))).isFalse();
  }

  @Test
  void theOpenUploadsForOneReservedUploadAreToldYoungestFirst() {
    ResumableUpload first = upload(1, Optional.of(5L), NOON);
    ResumableUpload second = upload(2, Optional.of(5L), NOON);
    ResumableUpload third = upload(3, Optional.of(5L), NOON);
    insert(first, second, third, part(4, "a", 5));
    change(transaction -> transaction.resumableUploads().remove(second.id(), NOON));

    assertThat(catalog.resumableUploads().openFor("upload")).containsExactly(third, first);
    assertThat(catalog.resumableUploads().openFor("unknown")).isEmpty();
    assertThat(catalog.resumableUploads().openOfUpload("upload")).isEqualTo(2);
    assertThat(catalog.resumableUploads().openOfUpload("unknown")).isZero();
  }

  @Test
  void aLengthIsToldOnce() {
    ResumableUpload deferred = upload(1, Optional.empty(), NOON);
    insert(deferred, upload(2, Optional.of(3L), NOON));

    assertThat(tellLength(deferred.id(), 10)).isTrue();
    assertThat(tellLength(deferred.id(), 11)).isFalse();
    assertThat(tellLength(hex(2), 11)).isFalse();
    assertThat(tellLength("unknown", 11)).isFalse();
    assertThat(catalog.resumableUploads().find(deferred.id()).orElseThrow().length()).contains(10L);
  }

  @Test
  void openBytesAreTheToldLengthsAndWhatCameOfTheOthers() {
    createSite("site-2");
    ResumableUpload deferred = upload(2, Optional.empty(), NOON);
    insert(upload(1, Optional.of(100L), NOON), deferred, part(3, "a", 7), part(4, "b", 8));
    assertThat(catalog.resumableUploads().openBytes(Optional.of(SITE))).isEqualTo(100);
    change(transaction -> transaction.resumableUploads().touch(deferred.id(), 30, NOON));
    change(transaction -> transaction.resumableUploads().touch(hex(1), 99, NOON));

    assertThat(catalog.resumableUploads().openBytes(Optional.of(SITE))).isEqualTo(130);
    assertThat(catalog.resumableUploads().openBytes(Optional.of("site-2"))).isZero();
    assertThat(catalog.resumableUploads().openBytes(Optional.empty())).isEqualTo(15);
    assertThat(catalog.resumableUploads().openOf("a")).isEqualTo(1);
    assertThat(catalog.resumableUploads().openOf("c")).isZero();
    assertThat(catalog.resumableUploads().openBytesOf("a")).isEqualTo(7);
    assertThat(catalog.resumableUploads().openBytesOf("c")).isZero();
    assertThat(catalog.resumableUploads().open()).isEqualTo(4);
    change(transaction -> transaction.resumableUploads().finish(hex(1)));
    change(transaction -> transaction.resumableUploads().remove(hex(3), NOON));
    assertThat(catalog.resumableUploads().openBytes(Optional.of(SITE))).isEqualTo(30);
    assertThat(catalog.resumableUploads().openBytes(Optional.empty())).isEqualTo(8);
    assertThat(catalog.resumableUploads().openOf("a")).isZero();
    assertThat(catalog.resumableUploads().open()).isEqualTo(2);
  }

  @Test
  void anExpiryMovesForwardOnly() {
    ResumableUpload upload = upload(1, Optional.of(5L), NOON.plusSeconds(60));
    insert(upload);

    change(t -> t.resumableUploads().touch(upload.id(), 1, NOON.plusSeconds(90)));
    change(t -> t.resumableUploads().touch(upload.id(), 2, NOON.plusSeconds(30)));

    assertThat(catalog.resumableUploads().find(upload.id()).orElseThrow().expires())
        .isEqualTo(NOON.plusSeconds(90));
  }

  @Test
  void partsThatNobodyOwnsAreTakenInOnce() {
    ResumableUpload one = part(1, "a", 5);
    ResumableUpload two = part(2, "a", 6);
    insert(one, two);

    change(t -> t.resumableUploads().adopt(List.of(one.id()), SITE, "upload-1"));
    change(t -> t.resumableUploads().adopt(List.of(one.id()), SITE, "upload-2"));

    assertThat(catalog.resumableUploads().openFor("upload-1"))
        .extracting(ResumableUpload::id, ResumableUpload::siteId)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(one.id(), Optional.of(SITE)));
    assertThat(catalog.resumableUploads().openFor("upload-2")).isEmpty();
    assertThat(catalog.resumableUploads().openBytes(Optional.of(SITE))).isEqualTo(5);
    assertThat(catalog.resumableUploads().openOf("a")).isEqualTo(1);
  }

  @Test
  void anUploadThatBecameAFileHoldsNoBytesAndStaysUntilItIsRemoved() {
    ResumableUpload upload = upload(1, Optional.of(5L), NOON.plusSeconds(60));
    insert(upload);

    change(transaction -> transaction.resumableUploads().finish(upload.id()));

    assertThat(state(upload.id())).contains(State.FINISHED);
    assertThat(catalog.resumableUploads().holds(upload.storeKey())).isFalse();
    assertThat(catalog.resumableUploads().openFor("upload")).isEmpty();
    assertThat(remove(upload.id(), NOON)).isTrue();
    assertThat(remove(upload.id(), NOON)).isFalse();
    assertThat(state(upload.id())).contains(State.REMOVED);
    change(transaction -> transaction.resumableUploads().finish(upload.id()));
    assertThat(state(upload.id())).contains(State.REMOVED);
  }

  @Test
  void ofARemovedUploadNothingIsKeptThatItsClientWrote() {
    ResumableUpload upload = part(1, "a", 5);
    ResumableUpload whole = upload(2, Optional.of(5L), NOON);
    insert(upload, whole);

    remove(upload.id(), NOON);
    assertThat(removeExpired(whole.id(), NOON)).isTrue();

    for (String id : List.of(upload.id(), whole.id())) {
      ResumableUpload left = catalog.resumableUploads().find(id).orElseThrow();
      assertThat(left.state()).isEqualTo(State.REMOVED);
      assertThat(left.metadata()).isEmpty();
      assertThat(left.fileName()).isEmpty();
      assertThat(left.concat()).isEmpty();
    }
  }

  @Test
  void whatLivesOnIsNotRemovedAsExpired() {
    ResumableUpload upload = upload(1, Optional.of(5L), NOON.plusSeconds(10));
    insert(upload);

    assertThat(removeExpired(upload.id(), NOON.plusSeconds(9))).isFalse();
    assertThat(state(upload.id())).contains(State.OPEN);
    assertThat(removeExpired(upload.id(), NOON.plusSeconds(10))).isTrue();
    assertThat(state(upload.id())).contains(State.REMOVED);
    assertThat(removeExpired(upload.id(), NOON.plusSeconds(10))).isFalse();
    assertThat(removeExpired("unknown", NOON.plusSeconds(10))).isFalse();
  }

  @Test
  void whatExpiresIsToldAndWhatWasRemovedIsRememberedForAWhile() {
    ResumableUpload early = upload(1, Optional.of(5L), NOON.plusSeconds(10));
    ResumableUpload later = upload(2, Optional.of(5L), NOON.plusSeconds(20));
    ResumableUpload last = upload(3, Optional.of(5L), NOON.plusSeconds(30));
    insert(later, early, last);

    assertThat(catalog.resumableUploads().expiredAt(NOON.plusSeconds(20), 10))
        .containsExactly(early, later);
    assertThat(catalog.resumableUploads().expiredAt(NOON.plusSeconds(20), 1))
        .containsExactly(early);
    remove(early.id(), NOON.plusSeconds(21));
    remove(later.id(), NOON.plusSeconds(22));
    assertThat(catalog.resumableUploads().expiredAt(NOON.plusSeconds(20), 10)).isEmpty();
    assertThat(forget(NOON.plusSeconds(22))).isEqualTo(1);
    assertThat(state(early.id())).isEmpty();
    assertThat(state(later.id())).contains(State.REMOVED);
    assertThat(state(last.id())).contains(State.OPEN);
  }

  private Optional<State> state(String id) {
    return catalog.resumableUploads().find(id).map(ResumableUpload::state);
  }

  private boolean tellLength(String id, long length) {
    return catalog.<Boolean>write(t -> t.resumableUploads().tellLength(id, length));
  }

  private boolean remove(String id, Instant moment) {
    return catalog.<Boolean>write(t -> t.resumableUploads().remove(id, moment));
  }

  private boolean removeExpired(String id, Instant moment) {
    return catalog.<Boolean>write(t -> t.resumableUploads().removeExpired(id, moment));
  }

  private int forget(Instant moment) {
    return catalog.<Integer>write(t -> t.resumableUploads().forgetRemovedBefore(moment));
  }

  private void insert(ResumableUpload... uploads) {
    change(
        transaction -> {
          for (ResumableUpload upload : uploads) {
            transaction.resumableUploads().insert(upload);
          }
        });
  }

  private static ResumableUpload upload(long number, Optional<Long> length, Instant expires) {
    return new ResumableUpload(
        hex(number),
        Optional.of(SITE),
        Optional.of("upload"),
        "127.0.0.1",
        hex(1000 + number),
        length,
        Optional.of(HEADER),
        Optional.of("a.jpg"),
        Role.WHOLE,
        Optional.empty(),
        NOON,
        expires,
        State.OPEN);
  }

  private static ResumableUpload part(long number, String address, long length) {
    return new ResumableUpload(
        hex(number),
        Optional.empty(),
        Optional.empty(),
        address,
        hex(1000 + number),
        Optional.of(length),
        Optional.empty(),
        Optional.empty(),
        Role.PARTIAL,
        Optional.of("partial"),
        NOON,
        NOON.plusSeconds(60),
        State.OPEN);
  }
}
