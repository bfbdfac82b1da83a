package io.vitrine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Into the trash bin and back, alone and nested. */
abstract class TrashContract extends CatalogFixture {

  @Test
  void aTrashedFileLiesAtTheTopOfTheTrashAndComesBackToItsFolder() {
    Folder folder = addFolder(MEDIA, "folder");
    FileDescriptor file = addFile(folder.id(), "photo");

    trashFiles(file.id());

    assertThat(file(file.id()).state()).isEqualTo(State.DELETED);
    assertThat(file(file.id()).parentFolderId()).isEqualTo(TRASH);
    assertThat(file(file.id()).updated()).isEqualTo(NOON.plusSeconds(60));
    assertThat(namesIn(folder.id())).isEmpty();
    assertThat(namesIn(TRASH)).containsExactly("photo");
    assertThat(namesInTree(RootFolder.TRASH_ROOT)).containsExactly("photo");
    assertThat(search("photo")).isEmpty();

    restoreFiles(file.id());

    assertThat(file(file.id()).state()).isEqualTo(State.OK);
    assertThat(file(file.id()).parentFolderId()).isEqualTo(folder.id());
    assertThat(file(file.id()).updated()).isEqualTo(NOON.plusSeconds(120));
    assertThat(search("photo")).containsExactly("photo");
  }

  @Test
  void whatIsUnknownOrThereAlreadyIsPassedOver() {
    FileDescriptor live = addFile(MEDIA, "live");
    FileDescriptor trashed = addFile(MEDIA, "trashed");
    trashFiles(trashed.id());
    List<String> ids = List.of(live.id(), trashed.id(), "unknown");

    int restored = catalog.<Integer>write(t -> t.files().restore(SITE, ids, NOON.plusSeconds(1)));
    assertThat(restored).isEqualTo(1);
    assertThat(file(live.id()).updated()).isEqualTo(NOON);
    int moved = catalog.<Integer>write(t -> t.files().trash(SITE, ids, NOON.plusSeconds(2)));
    assertThat(moved).isEqualTo(2);
    moved = catalog.<Integer>write(t -> t.files().trash(SITE, ids, NOON.plusSeconds(3)));
    assertThat(moved).isZero();
    assertThat(file(live.id()).updated()).isEqualTo(NOON.plusSeconds(2));
  }

  @Test
  void aTrashedFolderTakesItsTreeAlongAndBringsItBack() {
    Folder outer = addFolder(MEDIA, "outer");
    Folder inner = addFolder(outer.id(), "inner");
    FileDescriptor deep = addFile(inner.id(), "deep");

    trashFolders(outer.id());

    assertThat(folder(outer.id()).parentFolderId()).isEqualTo(TRASH);
    assertThat(folder(outer.id()).updated()).isEqualTo(NOON.plusSeconds(60));
    assertThat(folder(inner.id()).parentFolderId()).isEqualTo(outer.id());
    assertThat(folder(inner.id()).state()).isEqualTo(State.DELETED);
    assertThat(file(deep.id()).state()).isEqualTo(State.DELETED);
    assertThat(file(deep.id()).parentFolderId()).isEqualTo(inner.id());
    assertThat(folderNames(new FileScope.Children(TRASH), "")).containsExactly("outer");
    assertThat(namesIn(TRASH)).isEmpty();
    assertThat(namesInTree(RootFolder.TRASH_ROOT)).containsExactly("deep");

    restoreFolders(outer.id());

    assertThat(folder(outer.id()).parentFolderId()).isEqualTo(MEDIA);
    assertThat(folder(outer.id()).updated()).isEqualTo(NOON.plusSeconds(120));
    assertThat(file(deep.id()).state()).isEqualTo(State.OK);
    assertThat(search("deep")).containsExactly("deep");
  }

  @Test
  void aFileTrashedBeforeItsFolderComesBackToMediaRootWhenItComesFirst() {
    Folder folder = addFolder(MEDIA, "folder");
    FileDescriptor file = addFile(folder.id(), "file");
    trashFiles(file.id());
    trashFolders(folder.id());

    restoreFiles(file.id());
    assertThat(file(file.id()).parentFolderId()).isEqualTo(MEDIA);
    restoreFolders(folder.id());
    assertThat(file(file.id()).parentFolderId()).isEqualTo(MEDIA);
    assertThat(folder(folder.id()).state()).isEqualTo(State.OK);
  }

  @Test
  void aFileTrashedBeforeItsFolderStaysWhenTheFolderComesBackAndThenFindsIt() {
    Folder folder = addFolder(MEDIA, "folder");
    FileDescriptor file = addFile(folder.id(), "file");
    trashFiles(file.id());
    trashFolders(folder.id());

    restoreFolders(folder.id());
    assertThat(file(file.id()).state()).isEqualTo(State.DELETED);
    restoreFiles(file.id());
    assertThat(file(file.id()).parentFolderId()).isEqualTo(folder.id());
  }

  @Test
  void whatWasTrashedWithItsFolderComesBackAloneToMediaRoot() {
    Folder outer = addFolder(MEDIA, "outer");
    Folder inner = addFolder(outer.id(), "inner");
    FileDescriptor file = addFile(outer.id(), "file");
    FileDescriptor deep = addFile(inner.id(), "deep");
    trashFolders(outer.id());

    restoreFiles(file.id());
    restoreFolders(inner.id());

    assertThat(file(file.id()).parentFolderId()).isEqualTo(MEDIA);
    assertThat(folder(inner.id()).parentFolderId()).isEqualTo(MEDIA);
    assertThat(file(deep.id()).state()).isEqualTo(State.OK);
    assertThat(folder(outer.id()).state()).isEqualTo(State.DELETED);
  }

  @Test
  void whatHasLostItsPlaceComesBackToMediaRoot() {
    Folder gone = addFolder(MEDIA, "gone");
    Folder inner = addFolder(gone.id(), "inner");
    FileDescriptor file = addFile(gone.id(), "file");
    trashFiles(file.id());
    trashFolders(inner.id());
    change(transaction -> transaction.folders().delete(SITE, List.of(gone.id())));
    addFolder(MEDIA, "a new one that must not take the place");

    restoreFiles(file.id());
    restoreFolders(inner.id());

    assertThat(file(file.id()).parentFolderId()).isEqualTo(MEDIA);
    assertThat(folder(inner.id()).parentFolderId()).isEqualTo(MEDIA);
  }

  @Test
  void foldersOfOneCallKeepTheirPlacesInWhateverOrderTheyAreNamed() {
    Folder outer = addFolder(MEDIA, "outer");
    Folder inner = addFolder(outer.id(), "inner");
    FileDescriptor deep = addFile(inner.id(), "deep");

    trashFolders(inner.id(), outer.id());
    assertThat(folder(inner.id()).parentFolderId()).isEqualTo(outer.id());
    restoreFolders(inner.id(), outer.id());

    assertThat(folder(inner.id()).parentFolderId()).isEqualTo(outer.id());
    assertThat(folder(outer.id()).parentFolderId()).isEqualTo(MEDIA);
    assertThat(file(deep.id()).state()).isEqualTo(State.OK);

    trashFolders(inner.id());
    trashFolders(outer.id());
    restoreFolders(inner.id(), outer.id());
    assertThat(folder(inner.id()).parentFolderId()).isEqualTo(outer.id());
  }

  @Test
  void aChainOfFoldersWhosePlaceIsInTheTrashComesBackTogether() {
    Folder top = addFolder(MEDIA, "top");
    Folder outer = addFolder(top.id(), "outer");
    Folder inner = addFolder(outer.id(), "inner");
    trashFolders(top.id());

    restoreFolders(inner.id(), outer.id());

    assertThat(folder(outer.id()).parentFolderId()).isEqualTo(MEDIA);
    assertThat(folder(inner.id()).parentFolderId()).isEqualTo(outer.id());
    assertThat(folder(top.id()).state()).isEqualTo(State.DELETED);
  }

  @Test
  void aTrashedFolderCanBeDeletedForGoodWhileWhatWasTrashedBeforeStays() {
    Folder folder = addFolder(MEDIA, "folder");
    FileDescriptor before = addFile(folder.id(), "before");
    FileDescriptor with = addFile(folder.id(), "with");
    trashFiles(before.id());
    trashFolders(folder.id());

    change(transaction -> transaction.folders().delete(SITE, List.of(folder.id())));

    assertThat(catalog.files().find(SITE, with.id())).isEmpty();
    restoreFiles(before.id());
    assertThat(file(before.id()).parentFolderId()).isEqualTo(MEDIA);
  }

  @Test
  void onlyWhatWasTrashedItselfBeforeTheMomentIsListed() {
    createSite("site-2");
    Folder folder = addFolder(MEDIA, "folder");
    addFile(folder.id(), "inside");
    FileDescriptor early = addFile(MEDIA, "early");
    FileDescriptor late = addFile(MEDIA, "late");
    FileDescriptor other = addFile(file -> file.at("site-2"));
    FileDescriptor back = addFile(MEDIA, "back");
    trashAt("site-2", other.id(), NOON.plusSeconds(2));
    trashAt(SITE, early.id(), NOON.plusSeconds(1));
    trashAt(SITE, late.id(), NOON.plusSeconds(3));
    trashAt(SITE, back.id(), NOON);
    restoreFiles(back.id());
    change(t -> t.folders().trash(SITE, Set.of(folder.id()), NOON.plusSeconds(1)));

    assertThat(catalog.files().trashedBefore(NOON.plusSeconds(3), 10))
        .containsExactly(new TrashedItem(SITE, early.id()), new TrashedItem("site-2", other.id()));
    assertThat(catalog.files().trashedBefore(NOON.plusSeconds(9), 1))
        .containsExactly(new TrashedItem(SITE, early.id()));
    assertThat(catalog.folders().trashedBefore(NOON.plusSeconds(9), 10))
        .containsExactly(new TrashedItem(SITE, folder.id()));
    assertThat(catalog.folders().trashedBefore(NOON.plusSeconds(1), 10)).isEmpty();
  }

  private void trashAt(String site, String id, Instant when) {
    change(transaction -> transaction.files().trash(site, List.of(id), when));
  }
}
