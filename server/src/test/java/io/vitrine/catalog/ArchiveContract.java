package io.vitrine.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrine.catalog.Archive.Contents;
import io.vitrine.catalog.TreeItem.PublicFile;
import io.vitrine.catalog.TreeItem.SubFolder;
import io.vitrine.media.MediaType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Promised archives, and the walk through the tree of which they are made. */
abstract class ArchiveContract extends CatalogFixture {

  @Test
  void anArchiveComesBackAsItWasPromised() {
    Archive chosen =
        new Archive(hex(1), SITE, new Contents.Chosen(List.of("b", "a \"x\"", "b2")), NOON);
    Archive tree = new Archive(hex(2), SITE, new Contents.Tree(MEDIA), NOON.plusSeconds(1));
    change(
        transaction -> {
          transaction.archives().insert(chosen);
          transaction.archives().insert(tree);
          assertThat(transaction.archives().find(hex(1))).contains(chosen);
        });

    assertThat(catalog.archives().find(hex(1))).contains(chosen);
    assertThat(catalog.archives().find(hex(2))).contains(tree);
    assertThat(catalog.archives().find(hex(3))).isEmpty();
  }

  @Test
  void aNameIsGivenOnceAndOnlyToASiteThatIsThere() {
    Archive archive = new Archive(hex(1), SITE, new Contents.Tree(MEDIA), NOON);
    change(transaction -> transaction.archives().insert(archive));

    assertThatThrownBy(() -> change(transaction -> transaction.archives().insert(archive)))
        .isInstanceOf(CatalogException.class);
    Archive foreign = new Archive(hex(2), "unknown", new Contents.Tree(MEDIA), NOON);
    assertThatThrownBy(() -> change(transaction -> transaction.archives().insert(foreign)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aWalkMeetsEveryFolderAfterItsParentAndThenTheFilesOfEachTogether() {
    Folder inner = addFolder(MEDIA, "inner");
    Folder outer = addFolder(MEDIA, "outer");
    change(
        transaction ->
            transaction
                .folders()
                .update(
                    SITE,
                    inner.id(),
                    new FolderUpdate(
                        java.util.Optional.empty(), java.util.Optional.of(outer.id()), NOON)));
    addFolder(MEDIA, "empty");
    FileDescriptor top = addFile(MEDIA, "top");
    addFile(inner.id(), "deep");
    addFile(outer.id(), "one");
    addFile(inner.id(), "deeper");

    List<TreeItem> items = new ArrayList<>();
    OptionalLong number = catalog.folders().walk(SITE, MEDIA, items::add);

    assertThat(paths(items, number))
        .containsExactly(
            "outer/",
            "empty/",
            "outer/inner/",
            "top",
            "outer/one",
            "outer/inner/deep",
            "outer/inner/deeper");
    assertThat(items)
        .filteredOn(item -> item instanceof PublicFile file && file.displayName().equals("top"))
        .containsExactly(
            new PublicFile(number.orElseThrow(), "top", top.updated(), top.blob().orElseThrow()));
    assertThat(walk(outer.id())).containsExactly("inner/", "one", "inner/deep", "inner/deeper");
  }

  @Test
  void onlyFilesForEverybodyAreMet() {
    Folder folder = addFolder(MEDIA, "folder");
    addFile(file -> file.in(folder.id()).named("public"));
    addFile(file -> file.in(folder.id()).named("private").hidden(true));
    addFile(file -> file.in(folder.id()).named("pending").withoutBytes());
    addFile(file -> file.in(folder.id()).named("song").of(MediaType.AUDIO, "audio/mpeg"));
    FileDescriptor trashed = addFile(folder.id(), "trashed");
    Folder bin = addFolder(folder.id(), "bin");
    addFile(bin.id(), "in the bin");
    trashFiles(trashed.id());
    trashFolders(bin.id());

    assertThat(walk(MEDIA)).containsExactlyInAnyOrder("folder/", "folder/public", "folder/song");
    restoreFiles(trashed.id());
    assertThat(walk(folder.id())).contains("trashed").doesNotContain("in the bin");
  }

  @Test
  void nothingIsWalkedInTheTrashBinOrAnotherSite() {
    createSite("site-2");
    Folder folder = addFolder(MEDIA, "folder");
    addFile(folder.id(), "file");

    assertThat(catalog.folders().walk("site-2", folder.id(), item -> {})).isEmpty();
    assertThat(catalog.folders().walk("unknown", MEDIA, item -> {})).isEmpty();
    assertThat(catalog.folders().walk(SITE, "unknown", item -> {})).isEmpty();
    trashFolders(folder.id());
    assertThat(catalog.folders().walk(SITE, folder.id(), item -> {})).isEmpty();
    assertThat(catalog.folders().walk(SITE, TRASH, item -> {})).isEmpty();
    restoreFolders(folder.id());
    assertThat(walk(folder.id())).containsExactly("file");
  }

  @Test
  void aWalkThatIsBrokenOffLeavesTheCatalogUsable() {
    addFolder(MEDIA, "folder");
    addFile(MEDIA, "file");

    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(
              () ->
                  catalog
                      .folders()
                      .walk(
                          SITE,
                          MEDIA,
                          item -> {
                            throw new IllegalStateException("enough");
                          }))
          .hasMessage("enough");
    }
    addFile(MEDIA, "another");
    assertThat(walk(MEDIA)).containsExactlyInAnyOrder("folder/", "file", "another");
  }

  @Test
  void aWalkSeesOneMomentWhateverIsChangedMeanwhile() {
    Folder folder = addFolder(MEDIA, "folder");
    addFile(folder.id(), "file");
    List<String> seen = new ArrayList<>();
    catalog
        .folders()
        .walk(
            SITE,
            MEDIA,
            item -> {
              seen.add(item.displayName());
              if (item instanceof SubFolder) {
                elsewhere(() -> addFile(folder.id(), "late"));
              }
            });

    assertThat(seen).containsExactly("folder", "file");
    assertThat(walk(folder.id())).containsExactlyInAnyOrder("file", "late");
  }

  @Test
  void theOrderStaysWhenTheTreeDoes() {
    Folder folder = addFolder(MEDIA, "folder");
    for (int i = 0; i < 30; i++) {
      int number = i * 7 % 30;
      addFile(
          file ->
              file.in(number % 2 == 0 ? MEDIA : folder.id())
                  .named("file " + number)
                  .updated(Instant.ofEpochSecond(number)));
    }

    assertThat(walk(MEDIA)).hasSize(31).isEqualTo(walk(MEDIA));
  }

  private static void elsewhere(Runnable work) {
    try {
      Thread.ofVirtual().start(work).join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private List<String> walk(String folderId) {
    List<TreeItem> items = new ArrayList<>();
    OptionalLong top = catalog.folders().walk(SITE, folderId, items::add);
    return paths(items, top);
  }

  private static List<String> paths(List<TreeItem> items, OptionalLong top) {
    Map<Long, String> folders = new HashMap<>(Map.of(top.orElseThrow(), ""));
    List<String> paths = new ArrayList<>();
    for (TreeItem item : items) {
      String path = folders.get(item.parent()) + item.displayName();
      if (item instanceof SubFolder folder) {
        folders.put(folder.number(), path + "/");
        paths.add(path + "/");
      } else {
        paths.add(path);
      }
    }
    return paths;
  }
}
