package io.vitrine.delivery.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.delivery.transform.PictureCache.Stored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where results go while the cache cannot be written. */
class PictureStoreTest {
  private static final PictureName NAME = new PictureName("0".repeat(32), "1".repeat(64));

  @TempDir private Path folder;
  private Path beside;

  @BeforeEach
  void name() {
    beside = folder.resolve("beside");
  }

  /** A store whose cache cannot be written. */
  private PictureStore store() throws IOException {
    Path cacheFolder = folder.resolve("cache");
    PictureCache cache =
        PictureCache.open(cacheFolder, 1_000_000, InstantSource.system(), removed -> {});
    Files.delete(cacheFolder.resolve("new"));
    Files.createFile(cacheFolder.resolve("new"));
    return new PictureStore(cache, new OverflowFolder(beside), InstantSource.system());
  }

  private Stored make(PictureStore store) throws Exception {
    return store.make(
        NAME,
        target -> {
          try {
            Files.writeString(target, "picture");
          } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
          }
        });
  }

  @Test
  void theResultsOfDeletedFilesAreRemovedThereToo() throws Exception {
    try (PictureStore store = store()) {
      Stored made = make(store);
      assertThat(made.path()).startsWith(beside).exists();
      assertThat(store.find(NAME)).isPresent();

      store.purge(blob -> true, () -> false);
      assertThat(store.find(NAME)).isPresent();
      store.purge(blob -> false, () -> false);

      assertThat(store.find(NAME)).isEmpty();
      assertThat(made.path()).doesNotExist();
    }
  }

  @Test
  void whatAKilledProcessLeftThereIsRemoved() throws Exception {
    PictureStore killed = store();
    Path left = make(killed).path();
    Files.delete(folder.resolve("cache/new"));

    PictureStore next = store();

    assertThat(left).doesNotExist();
    assertThat(beside).doesNotExist();
    assertThat(make(next).path()).exists();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(beside)))
        .isEqualTo("rwx------");
    next.close();
    assertThat(beside).doesNotExist();
    killed.close();
  }

  @Test
  void aFolderOfSomebodyElseIsLeftAlone() throws Exception {
    Files.createDirectory(
        beside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    Path foreign = Files.writeString(beside.resolve("foreign"), "kept");
    Path made;
    try (PictureStore store = store()) {
      made = make(store).path();
      assertThat(made).exists();
    }
    assertThat(made).doesNotExist();
    assertThat(foreign).hasContent("kept");
    try (var names = Files.list(folder)) {
      assertThat(names.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("beside", "cache");
    }
  }

  @Test
  void aLinkIsNotFollowed() throws Exception {
    Path target = Files.createDirectory(folder.resolve("target"));
    Path foreign = Files.writeString(target.resolve("foreign"), "kept");
    Files.createSymbolicLink(beside, target);
    try (PictureStore store = store()) {
      assertThat(make(store).path().startsWith(target)).isFalse();
    }
    assertThat(foreign).hasContent("kept");
  }
}
