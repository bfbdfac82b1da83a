package io.vitrine.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of the living stay, those of the dead go. */
class WorkFoldersTest {
  @TempDir private Path parent;

  @Test
  void whatAKilledProcessLeftIsRemovedAndNothingElse() throws IOException {
    Path left = Files.createDirectories(parent.resolve("dead").resolve("1"));
    Files.writeString(left.resolve("half a film"), "x");
    Files.writeString(parent.resolve("dead.lock"), "");

    try (WorkFolders first = WorkFolders.open(parent)) {
      assertThat(parent.resolve("dead")).doesNotExist();
      assertThat(parent.resolve("dead.lock")).doesNotExist();
      Path work = Files.writeString(first.make().resolve("file"), "y");
      try (WorkFolders second = WorkFolders.open(parent)) {
        assertThat(work).exists();
        assertThat(second.make()).isEmptyDirectory();
        assertThat(second.folder()).isNotEqualTo(first.folder());
      }
      assertThat(work).exists();
    }
    assertThat(parent).isEmptyDirectory();
  }
}
