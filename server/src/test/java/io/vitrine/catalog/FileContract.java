package io.vitrine.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrine.media.MediaType;
import io.vitrine.media.PixelSize;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Files are kept as they were given, and each site sees its own. */
abstract class FileContract extends CatalogFixture {

  @Test
  void aFileComesBackAsItWasGiven() {
    FileDescriptor full =
        addFile(
            file ->
                file.named("Été à Zürich — 写真 🏔.jpg")
                    .of(MediaType.VIDEO, "video/mp4")
                    .hidden(true)
                    .labelled("a,b", "\"quoted\"", "ü"));
    FileDescriptor waiting = addFile(Draft::withoutBytes);

    assertThat(catalog.files().find(SITE, full.id())).contains(full);
    assertThat(catalog.files().findInAnySite(full.id())).contains(full);
    assertThat(catalog.files().find(SITE, waiting.id())).contains(waiting);
  }

  @Test
  void hostileNamesAreKeptAsText() {
    List<String> names =
        List.of("../../etc/passwd", "a\u0000b", "\u202egpj.exe", "'; drop table file; --", "%_*?");
    names.forEach(name -> addFile(MEDIA, name));

    assertThat(namesIn(MEDIA)).containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void severalFilesAreFoundAtOnceAndUnknownOnesLeftOut() {
    FileDescriptor first = addFile(MEDIA, "first");
    FileDescriptor second = addFile(MEDIA, "second");

    assertThat(catalog.files().findAll(SITE, List.of(first.id(), "unknown", second.id())))
        .containsExactlyInAnyOrder(first, second);
    assertThat(catalog.files().findAll(SITE, List.of())).isEmpty();
  }

  @Test
  void sitesAreApartFromEachOther() {
    createSite("site-2");
    FileDescriptor mine = addFile(MEDIA, "holiday mine");
    FileDescriptor other = addFile(file -> file.at("site-2").named("holiday other"));

    assertThat(catalog.files().find(SITE, other.id())).isEmpty();
    assertThat(catalog.files().findAll(SITE, List.of(mine.id(), other.id()))).containsExactly(mine);
    assertThat(catalog.files().findInAnySite(other.id())).contains(other);
    assertThat(namesIn(MEDIA)).containsExactly("holiday mine");
    assertThat(search("holiday")).containsExactly("holiday mine");
    List<String> both = List.of(mine.id(), other.id());
    int trashed =
        catalog.<Integer>write(transaction -> transaction.files().trash(SITE, both, NOON));
    int deleted = catalog.<Integer>write(transaction -> transaction.files().delete(SITE, both));
    assertThat(List.of(trashed, deleted)).containsExactly(1, 1);
    assertThat(catalog.files().findInAnySite(other.id())).contains(other);
    assertThat(catalog.<Boolean>write(t -> t.files().update(SITE, other.id(), rename("stolen"))))
        .isFalse();
    assertThat(catalog.sites().find("site-2").orElseThrow().files()).isEqualTo(1);
  }

  @Test
  void anUnknownSiteHasNothing() {
    FileScope scope = new FileScope.Children(MEDIA);
    assertThat(catalog.files().list("nowhere", listing(scope, "")).items()).isEmpty();
    assertThat(catalog.files().find("nowhere", "any")).isEmpty();
    assertThatThrownBy(() -> addFile(file -> file.at("nowhere").withoutBytes()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anUpdateSetsWhatItNamesAndNothingElse() {
    Folder folder = addFolder(MEDIA, "target");
    FileDescriptor file = addFile(draft -> draft.named("old name").labelled("red"));
    FileUpdate update =
        new FileUpdate(
            Optional.of("new name"),
            Optional.of(folder.id()),
            Optional.of(List.of("blue", "green")),
            Optional.empty(),
            NOON.plusSeconds(5));

    assertThat(catalog.<Boolean>write(t -> t.files().update(SITE, file.id(), update))).isTrue();

    FileDescriptor updated = file(file.id());
    assertThat(updated.displayName()).isEqualTo("new name");
    assertThat(updated.parentFolderId()).isEqualTo(folder.id());
    assertThat(updated.labels()).containsExactly("blue", "green");
    assertThat(updated.internalTags()).isEqualTo(file.internalTags());
    assertThat(updated.updated()).isEqualTo(NOON.plusSeconds(5));
    assertThat(updated.created()).isEqualTo(file.created());
    assertThat(search("old")).isEmpty();
    assertThat(search("red")).isEmpty();
    assertThat(search("new blue")).containsExactly("new name");
    assertThat(namesIn(MEDIA)).isEmpty();
    assertThat(namesIn(folder.id())).containsExactly("new name");
  }

  @Test
  void anUpdateOfAnUnknownFileSaysSo() {
    assertThat(catalog.<Boolean>write(t -> t.files().update(SITE, "unknown", rename("x"))))
        .isFalse();
  }

  @Test
  void theUsageOfASiteCountsEveryFileUntilItIsDeletedForGood() {
    FileDescriptor first = addFile(file -> file.with(blob(900, 100)));
    FileDescriptor same = addFile(file -> file.with(blob(900, 100)));
    FileDescriptor waiting = addFile(Draft::withoutBytes);
    assertThat(usage()).containsExactly(200L, 3L);

    trashFiles(first.id());
    assertThat(usage()).containsExactly(200L, 3L);
    change(t -> t.files().delete(SITE, List.of(first.id(), waiting.id(), "unknown")));
    assertThat(usage()).containsExactly(100L, 1L);
    change(t -> t.files().delete(SITE, List.of(same.id())));
    assertThat(usage()).containsExactly(0L, 0L);
  }

  @Test
  void aDeletedFileIsFoundNowhere() {
    FileDescriptor file = addFile(MEDIA, "gone");

    int deleted =
        catalog.<Integer>write(t -> t.files().delete(SITE, List.of(file.id(), file.id())));

    assertThat(deleted).isEqualTo(1);
    assertThat(catalog.files().findInAnySite(file.id())).isEmpty();
    assertThat(namesInTree(RootFolder.values())).isEmpty();
    assertThat(search("gone")).isEmpty();
  }

  @Test
  void filtersKeepTheAskedMediaTypesAndPrivacy() {
    addFile(file -> file.named("open image"));
    addFile(file -> file.named("hidden image").hidden(true));
    addFile(file -> file.named("open sound").of(MediaType.AUDIO, "audio/mpeg"));

    assertThat(filtered(Set.of(MediaType.IMAGE), Optional.empty()))
        .containsExactly("hidden image", "open image");
    assertThat(filtered(Set.of(), Optional.of(true))).containsExactly("hidden image");
    assertThat(filtered(Set.of(), Optional.of(false))).containsExactly("open image", "open sound");
    assertThat(filtered(Set.of(MediaType.AUDIO, MediaType.VIDEO), Optional.of(false)))
        .containsExactly("open sound");
    assertThat(filtered(Set.of(MediaType.MODEL3D), Optional.empty())).isEmpty();
  }

  private List<String> filtered(Set<MediaType> types, Optional<Boolean> isPrivate) {
    return names(
        new FileListing(
            new FileScope.Trees(Set.of(RootFolder.MEDIA_ROOT)),
            types,
            isPrivate,
            "",
            BY_NAME,
            Optional.empty(),
            200));
  }

  private List<Long> usage() {
    Site site = catalog.sites().find(SITE).orElseThrow();
    return List.of(site.bytes(), site.files());
  }

  private static FileUpdate rename(String name) {
    return new FileUpdate(
        Optional.of(name), Optional.empty(), Optional.empty(), Optional.empty(), NOON);
  }

  @Test
  void aPendingFileGetsItsBytesAndIsReady() {
    FileDescriptor pending = addFile(file -> file.named("summer").labelled("beach").withoutBytes());
    FileDescriptor twin = addFile(file -> file.with(blob(77, 500)));
    Instant later = NOON.plusSeconds(5);

    boolean filled =
        catalog.write(
            transaction -> {
              BlobReference shared =
                  transaction
                      .blobs()
                      .share(
                          SITE,
                          new BlobReference(hex(78), 500, twin.blob().orElseThrow().sha256(), 77));
              return transaction
                  .files()
                  .fill(
                      SITE,
                      pending.id(),
                      new FileContent(
                          "summer.mp4",
                          MediaType.VIDEO,
                          "video/mp4",
                          shared,
                          Optional.empty(),
                          OperationStatus.READY,
                          later));
            });

    assertThat(filled).isTrue();
    FileDescriptor file = file(pending.id());
    assertThat(file.operationStatus()).isEqualTo(OperationStatus.READY);
    assertThat(file.blob()).isEqualTo(twin.blob());
    assertThat(file.displayName()).isEqualTo("summer.mp4");
    assertThat(file.mediaType()).isEqualTo(MediaType.VIDEO);
    assertThat(file.mimeType()).isEqualTo("video/mp4");
    assertThat(file.pixelSize()).isEmpty();
    assertThat(file.updated()).isEqualTo(later);
    assertThat(file.labels()).isEqualTo(pending.labels());
    assertThat(file.externalInfo()).isEqualTo(pending.externalInfo());
    assertThat(search("mp4")).containsExactly("summer.mp4");
    assertThat(search("beach")).containsExactly("summer.mp4");
    assertThat(catalog.sites().find(SITE).orElseThrow().bytes()).isEqualTo(1_000);
    assertThat(fill(pending.id())).as("a second time").isFalse();
    assertThat(fill("unknown")).isFalse();
    change(transaction -> transaction.files().delete(SITE, List.of(pending.id())));
    assertThat(catalog.sites().find(SITE).orElseThrow().bytes()).isEqualTo(500);
  }

  @Test
  void aPendingFileInTheTrashBinIsFilledThere() {
    FileDescriptor pending = addFile(file -> file.withoutBytes());
    trashFiles(pending.id());

    assertThat(fill(pending.id())).isTrue();

    assertThat(file(pending.id()).state()).isEqualTo(State.DELETED);
    assertThat(file(pending.id()).operationStatus()).isEqualTo(OperationStatus.READY);
  }

  @Test
  void aFailedFileKeepsWhyUntilItIsDeleted() {
    createSite("site-2");
    FileDescriptor pending = addFile(file -> file.withoutBytes());
    FileFailure failure =
        new FileFailure("SOURCE_HTTP_ERROR", "the source answered 404", Map.of("status", 404));
    assertThat(catalog.files().failure(SITE, pending.id())).isEmpty();

    assertThat(fail(pending.id(), failure)).isTrue();

    assertThat(file(pending.id()).operationStatus()).isEqualTo(OperationStatus.FAILED);
    assertThat(file(pending.id()).updated()).isEqualTo(NOON.plusSeconds(9));
    assertThat(catalog.files().failure(SITE, pending.id())).contains(failure);
    assertThat(catalog.files().failure("site-2", pending.id())).isEmpty();
    assertThat(fail(pending.id(), failure)).as("a second time").isFalse();
    assertThat(fill(pending.id())).isFalse();
    change(transaction -> transaction.files().delete(SITE, List.of(pending.id())));
    assertThat(catalog.files().failure(SITE, pending.id())).isEmpty();
  }

  private boolean fill(String fileId) {
    return catalog.write(
        transaction -> {
          FileContent content =
              new FileContent(
                  "filled.png",
                  MediaType.IMAGE,
                  "image/png",
                  blob(4_711, 10),
                  Optional.of(new PixelSize(3, 2)),
                  OperationStatus.READY,
                  NOON);
          boolean filled = transaction.files().fill(SITE, fileId, content);
          if (filled) {
            transaction.blobs().share(SITE, content.blob());
          }
          return filled;
        });
  }

  private boolean fail(String fileId, FileFailure failure) {
    return catalog.write(
        transaction -> transaction.files().fail(SITE, fileId, failure, NOON.plusSeconds(9)));
  }
}
