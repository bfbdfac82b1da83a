package io.vitrine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Sites, blobs, upload URLs and keys. */
abstract class RecordContract extends CatalogFixture {

  @Test
  void aSiteIsMadeOnce() {
    change(transaction -> transaction.sites().create(SITE, NOON.plusSeconds(1)));
    createSite("another");

    assertThat(catalog.sites().find(SITE)).contains(new Site(SITE, NOON, 0, 0));
    assertThat(catalog.sites().find("unknown")).isEmpty();
    assertThat(catalog.sites().list()).extracting(Site::id).containsExactly("another", SITE);
  }

  @Test
  void equalBytesOfOneSiteShareOneBlobUntilTheLastFileIsGone() {
    createSite("site-2");
    BlobReference first = blob(1, 10);
    BlobReference second = new BlobReference(hex(2), 10, first.sha256(), first.crc32());
    BlobReference foreign = new BlobReference(hex(3), 10, first.sha256(), first.crc32());

    FileDescriptor one = addFile(file -> file.with(first));
    FileDescriptor two = addFile(file -> file.with(second));
    FileDescriptor other = addFile(file -> file.at("site-2").with(foreign));

    assertThat(two.blob()).contains(first);
    assertThat(other.blob()).contains(foreign);
    assertThat(catalog.blobs().find(first.key())).contains(first);
    assertThat(catalog.blobs().find(second.key())).isEmpty();
    assertThat(catalog.blobs().findByContent(SITE, first.sha256(), 10)).contains(first);
    assertThat(catalog.blobs().findByContent(SITE, first.sha256(), 11)).isEmpty();
    assertThat(catalog.blobs().findByContent("unknown", first.sha256(), 10)).isEmpty();
    delete(one);
    assertThat(catalog.blobs().released(10)).isEmpty();
    delete(two);
    assertThat(catalog.blobs().released(10)).containsExactly(first.key());
    assertThat(catalog.blobs().find(first.key())).isEmpty();
    assertThat(catalog.blobs().findByContent(SITE, first.sha256(), 10)).isEmpty();
    assertThat(catalog.blobs().find(foreign.key())).contains(foreign);
  }

  @Test
  void releasedKeysAreTakenInPartsAndForgotten() {
    for (int i = 1; i <= 3; i++) {
      delete(addFile(file -> file));
    }

    List<String> some = catalog.blobs().released(2);
    assertThat(some).hasSize(2);
    change(transaction -> transaction.blobs().forgetReleased(some));
    assertThat(catalog.blobs().released(10)).hasSize(1).doesNotContainAnyElementsOf(some);
  }

  @Test
  void blobsAreWalkedByKey() {
    for (int number : new int[] {30, 10, 20}) {
      addFile(file -> file.with(blob(number, 5)));
    }

    assertThat(catalog.blobs().listAfter("", 2)).containsExactly(blob(10, 5), blob(20, 5));
    assertThat(catalog.blobs().listAfter(hex(20), 2)).containsExactly(blob(30, 5));
    assertThat(catalog.blobs().listAfter(hex(30), 2)).isEmpty();
  }

  @Test
  void anAnswerIsKeptUntilItExpiresAndAnotherTakesItsPlace() {
    KeptAnswer first = new KeptAnswer("%064x".formatted(1), new byte[] {1, 0, -1}, NOON);
    KeptAnswer second = new KeptAnswer(first.id(), new byte[70_000], NOON.plusSeconds(60));
    KeptAnswer other = new KeptAnswer("%064x".formatted(2), new byte[0], NOON);
    change(
        transaction -> {
          transaction.keptAnswers().keep(first);
          transaction.keptAnswers().keep(other);
          assertThat(transaction.keptAnswers().find(first.id())).isPresent();
        });

    assertThat(catalog.keptAnswers().find("%064x".formatted(3))).isEmpty();
    assertThat(catalog.keptAnswers().find(first.id()).orElseThrow())
        .usingRecursiveComparison()
        .isEqualTo(first);
    change(transaction -> transaction.keptAnswers().keep(second));
    assertThat(catalog.keptAnswers().find(first.id()).orElseThrow())
        .usingRecursiveComparison()
        .isEqualTo(second);
    Instant moment = NOON.plusSeconds(1);
    assertThat(catalog.<Integer>write(t -> t.keptAnswers().deleteExpiredBefore(moment)))
        .isEqualTo(1);
    assertThat(catalog.keptAnswers().find(other.id())).isEmpty();
    assertThat(catalog.keptAnswers().find(second.id())).isPresent();
  }

  @Test
  void anUploadComesBackAsItWasGivenAndIsUsedOnce() {
    Upload full = upload(hex(1), NOON.plusSeconds(60), Optional.of("a \"b\".jpg"), Optional.of(0L));
    Upload bare = upload(hex(2), NOON.plusSeconds(90), Optional.empty(), Optional.empty());
    change(
        transaction -> {
          transaction.uploads().insert(full);
          transaction.uploads().insert(bare);
        });

    assertThat(catalog.uploads().find(full.id())).contains(full);
    assertThat(catalog.uploads().find(bare.id())).contains(bare);
    assertThat(catalog.uploads().find("unknown")).isEmpty();
    assertThat(catalog.<Boolean>write(t -> t.uploads().complete(full.id(), "file-1"))).isTrue();
    assertThat(catalog.<Boolean>write(t -> t.uploads().complete(full.id(), "file-2"))).isFalse();
    assertThat(catalog.<Boolean>write(t -> t.uploads().complete("unknown", "file-2"))).isFalse();
    assertThat(catalog.uploads().find(full.id()).orElseThrow().fileId()).contains("file-1");
    Instant moment = NOON.plusSeconds(61);
    assertThat(catalog.<Integer>write(t -> t.uploads().deleteExpiredBefore(moment))).isEqualTo(1);
    assertThat(catalog.uploads().find(full.id())).isEmpty();
    assertThat(catalog.uploads().find(bare.id())).isPresent();
  }

  @Test
  void keysAreListedOldestFirstAndRevokedOnce() {
    ApiKey young = key("young", NOON.plusSeconds(1), Optional.of(NOON.plusSeconds(100)));
    ApiKey old = key("old", NOON, Optional.empty());
    change(
        transaction -> {
          transaction.keys().insert(young);
          transaction.keys().insert(old);
        });

    assertThat(catalog.keys().list()).containsExactly(old, young);
    assertThat(catalog.keys().find("young")).contains(young);
    assertThat(catalog.keys().find("unknown")).isEmpty();
    change(transaction -> transaction.keys().touch("old", NOON.plusSeconds(7)));
    assertThat(catalog.keys().find("old").orElseThrow().lastUsed()).contains(NOON.plusSeconds(7));
    assertThat(catalog.<Boolean>write(t -> t.keys().revoke("old", NOON.plusSeconds(8)))).isTrue();
    assertThat(catalog.<Boolean>write(t -> t.keys().revoke("old", NOON.plusSeconds(9)))).isFalse();
    assertThat(catalog.<Boolean>write(t -> t.keys().revoke("unknown", NOON))).isFalse();
    assertThat(catalog.keys().find("old").orElseThrow().revoked()).contains(NOON.plusSeconds(8));
  }

  @Test
  void refreshTokensStayUntilTheyExpire() {
    RefreshToken token = new RefreshToken("aa", "app", SITE, "visitor", NOON.plusSeconds(10));
    change(transaction -> transaction.keys().insertRefreshToken(token));

    assertThat(catalog.keys().findRefreshToken("aa")).contains(token);
    assertThat(deleteTokens(NOON.plusSeconds(10))).isZero();
    assertThat(deleteTokens(NOON.plusSeconds(11))).isEqualTo(1);
    assertThat(catalog.keys().findRefreshToken("aa")).isEmpty();
  }

  private int deleteTokens(Instant moment) {
    return catalog.<Integer>write(t -> t.keys().deleteRefreshTokensExpiredBefore(moment));
  }

  private void delete(FileDescriptor file) {
    change(transaction -> transaction.files().delete(file.siteId(), List.of(file.id())));
  }

  private static Upload upload(
      String id, Instant expires, Optional<String> name, Optional<Long> size) {
    return new Upload(
        id,
        SITE,
        "image/jpeg",
        name,
        size,
        MEDIA,
        name.isPresent() ? List.of("videos", "2026, May") : List.of(),
        name.isPresent(),
        List.of("label"),
        List.of(),
        name.map(_ -> new ExternalInfo(Optional.empty(), List.of())),
        NOON,
        expires,
        Optional.empty());
  }

  private static ApiKey key(String id, Instant created, Optional<Instant> expires) {
    return new ApiKey(
        id,
        "%064x".formatted(id.hashCode()),
        "Key of " + id,
        SITE,
        expires.isPresent(),
        "app",
        expires.isPresent() ? Set.of("read", "manage") : Set.of(),
        created,
        expires,
        Optional.empty(),
        Optional.empty());
  }
}
