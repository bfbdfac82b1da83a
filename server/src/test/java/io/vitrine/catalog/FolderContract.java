package io.vitrine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Folders, what lies in them, and how they move. */
abstract class FolderContract extends CatalogFixture {

  @Test
  void everySiteHasThreeSystemFoldersThatNoListingShows() {
    for (RootFolder root : RootFolder.values()) {
      Folder system = folder(root.folderId());
      assertThat(system.root()).isEqualTo(root);
      assertThat(system.parentFolderId()).isEmpty();
      assertThat(folderNames(new FileScope.Trees(Set.of(root)), "")).isEmpty();
    }
    assertThat(folderNames(new FileScope.Trees(Set.of(RootFolder.MEDIA_ROOT)), "media")).isEmpty();
  }

  @Test
  void aFolderComesBackAsItWasGiven() {
    Folder folder = addFolder(MEDIA, "Ärzte & Söhne / 2026");

    assertThat(catalog.folders().find(SITE, folder.id())).contains(folder);
    assertThat(catalog.folders().find("site-2", folder.id())).isEmpty();
  }

  @Test
  void theSameIdMayBeUsedInTwoSites() {
    createSite("site-2");
    Folder mine = addFolder(MEDIA, "mine");
    Folder other = new Folder("site-2", mine.id(), MEDIA, mine.root(), "other", NOON, NOON);
    change(transaction -> transaction.folders().insert(other));

    assertThat(catalog.folders().find("site-2", mine.id())).contains(other);
    assertThat(catalog.folders().find(SITE, mine.id())).contains(mine);
  }

  @Test
  void aChildIsFoundByItsExactNameTheOldestFirst() {
    Folder first = addFolder(MEDIA, "Photos");
    addFolder(MEDIA, "Photos");
    addFolder(MEDIA, "photos");
    addFolder(first.id(), "inner");

    assertThat(catalog.folders().findChild(SITE, MEDIA, "Photos")).contains(first);
    assertThat(catalog.folders().findChild(SITE, MEDIA, "PHOTOS")).isEmpty();
    assertThat(catalog.folders().findChild(SITE, MEDIA, "inner")).isEmpty();
    trashFolders(first.id());
    assertThat(catalog.folders().findChild(SITE, first.id(), "inner")).isEmpty();
    assertThat(catalog.folders().findChild(SITE, MEDIA, "Photos")).isPresent();
    assertThat(catalog.folders().findChild(SITE, TRASH, "Photos")).isEmpty();
  }

  @Test
  void ancestorsGoUpToTheSystemFolder() {
    Folder outer = addFolder(MEDIA, "outer");
    Folder middle = addFolder(outer.id(), "middle");
    Folder inner = addFolder(middle.id(), "inner");

    assertThat(catalog.folders().ancestors(SITE, inner.id()))
        .containsExactly(middle.id(), outer.id(), MEDIA);
    assertThat(catalog.folders().ancestors(SITE, MEDIA)).isEmpty();
    assertThat(catalog.folders().ancestors(SITE, "unknown")).isEmpty();
  }

  @Test
  void aListingShowsChildrenOrWholeTrees() {
    Folder outer = addFolder(MEDIA, "outer");
    Folder inner = addFolder(outer.id(), "inner");
    Folder visitors = addFolder("visitor-uploads", "visitors");
    addFile(MEDIA, "top");
    addFile(inner.id(), "deep");
    addFile(visitors.id(), "foreign");

    assertThat(folderNames(new FileScope.Children(MEDIA), "")).containsExactly("outer");
    assertThat(folderNames(new FileScope.Trees(Set.of(RootFolder.MEDIA_ROOT)), ""))
        .containsExactly("inner", "outer");
    assertThat(
            folderNames(
                new FileScope.Trees(Set.of(RootFolder.MEDIA_ROOT, RootFolder.VISITOR_UPLOADS_ROOT)),
                ""))
        .containsExactly("inner", "outer", "visitors");
    assertThat(namesIn(MEDIA)).containsExactly("top");
    assertThat(namesIn("unknown")).isEmpty();
    assertThat(namesInTree(RootFolder.MEDIA_ROOT)).containsExactly("deep", "top");
    assertThat(namesInTree(RootFolder.MEDIA_ROOT, RootFolder.VISITOR_UPLOADS_ROOT))
        .containsExactly("deep", "foreign", "top");
  }

  @Test
  void aFolderThatMovesTakesAlongWhatIsInIt() {
    Folder moved = addFolder(MEDIA, "moved");
    Folder inner = addFolder(moved.id(), "inner");
    addFile(inner.id(), "deep");
    addFile(MEDIA, "stays");

    boolean known = update(moved.id(), Optional.empty(), Optional.of("visitor-uploads"));

    assertThat(known).isTrue();
    assertThat(folder(inner.id()).root()).isEqualTo(RootFolder.VISITOR_UPLOADS_ROOT);
    assertThat(folder(moved.id()).parentFolderId()).isEqualTo("visitor-uploads");
    assertThat(folder(moved.id()).updated()).isEqualTo(NOON.plusSeconds(9));
    assertThat(folder(inner.id()).updated()).isEqualTo(NOON);
    assertThat(namesInTree(RootFolder.MEDIA_ROOT)).containsExactly("stays");
    assertThat(namesInTree(RootFolder.VISITOR_UPLOADS_ROOT)).containsExactly("deep");
    assertThat(search("deep")).isEmpty();
  }

  @Test
  void aRenamedFolderIsFoundByItsNewNameOnly() {
    Folder folder = addFolder(MEDIA, "before");

    assertThat(update(folder.id(), Optional.of("Later"), Optional.empty())).isTrue();
    assertThat(update("unknown", Optional.of("x"), Optional.empty())).isFalse();

    FileScope tree = new FileScope.Trees(Set.of(RootFolder.MEDIA_ROOT));
    assertThat(folderNames(tree, "before")).isEmpty();
    assertThat(folderNames(tree, "late")).containsExactly("Later");
    assertThat(folder(folder.id()).parentFolderId()).isEqualTo(MEDIA);
  }

  @Test
  void deletingAFolderForGoodDeletesAllThatIsInIt() {
    Folder outer = addFolder(MEDIA, "outer");
    Folder inner = addFolder(outer.id(), "inner");
    FileDescriptor deep = addFile(inner.id(), "deep");
    FileDescriptor kept = addFile(MEDIA, "kept");

    int deleted =
        catalog.<Integer>write(
            t -> t.folders().delete(SITE, List.of(outer.id(), inner.id(), "unknown")));

    assertThat(deleted).isEqualTo(2);
    assertThat(catalog.folders().find(SITE, inner.id())).isEmpty();
    assertThat(catalog.files().findInAnySite(deep.id())).isEmpty();
    assertThat(catalog.blobs().released(10)).containsExactly(deep.blob().orElseThrow().key());
    assertThat(catalog.sites().find(SITE).orElseThrow().files()).isEqualTo(1);
    assertThat(namesInTree(RootFolder.values())).containsExactly(kept.displayName());
    assertThat(search("deep")).isEmpty();
    assertThat(folderNames(new FileScope.Trees(Set.of(RootFolder.MEDIA_ROOT)), "inner")).isEmpty();
  }

  private boolean update(String id, Optional<String> name, Optional<String> parent) {
    FolderUpdate update = new FolderUpdate(name, parent, NOON.plusSeconds(9));
    return catalog.write(transaction -> transaction.folders().update(SITE, id, update));
  }
}
