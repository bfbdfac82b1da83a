package io.vitrine.media.cmaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrine.media.cmaf.EncodedFilm.Recipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever an encoder was led to write is read within bounds, or refused. */
@Timeout(120)
class CmafMutationTest {
  private static final long SEED = 2_026;
  private static final int MUTANTS = 500;

  @TempDir private Path folder;
  private byte[] film;

  @BeforeEach
  void encode() throws Exception {
    EncodedFilm encoded = EncodedFilm.encode(Recipe.of(3, 90).frameRate("10"), folder);
    film = Files.readAllBytes(encoded.rungs().get("90p"));
  }

  @Test
  void aChangedFileIsReadOrRefused() throws Exception {
    Random random = new Random(SEED);
    int refused = 0;
    for (int i = 0; i < MUTANTS; i++) {
      byte[] mutant = film.clone();
      int boxes = i % 2 == 0 ? 1_000 : mutant.length;
      for (int change = random.nextInt(4); change >= 0; change--) {
        mutant[random.nextInt(boxes)] = (byte) (random.nextBoolean() ? 0xff : random.nextInt(256));
      }
      Path file = Files.write(folder.resolve("mutant"), mutant);
      Path work = Files.createTempDirectory(folder, "mutant");
      try {
        TrackDescription read = TrackDescription.of(file, work);
        assertThat(Files.size(read.file())).isLessThan(2L * mutant.length);
      } catch (MalformedCmafException expected) {
        refused++;
      }
    }
    assertThat(refused).as("seed %d", SEED).isBetween(MUTANTS / 10, MUTANTS - 1);
  }

  @Test
  void aFileThatIsCutOffIsRefused() throws Exception {
    Random random = new Random(SEED);
    for (int i = 0; i < 200; i++) {
      // At the end stands a table of the fragments, which is not needed.
      int length = random.nextInt(film.length - 300);
      Path file = Files.write(folder.resolve("cut"), Arrays.copyOf(film, length));
      if (isWhole(length)) {
        continue;
      }
      assertThatThrownBy(() -> TrackDescription.of(file, folder))
          .as("%d bytes", length)
          .isInstanceOf(MalformedCmafException.class);
    }
  }

  /** Whether the file ends where a fragment does. */
  private boolean isWhole(int length) throws Exception {
    try (CmafFile file = CmafFile.open(folder.resolve("90p.film"))) {
      for (var fragment = file.next(); fragment.isPresent(); fragment = file.next()) {
        CmafFragment found = fragment.get();
        if (found.offset() + found.headLength() + found.payload() == length) {
          return true;
        }
      }
    }
    return false;
  }
}
