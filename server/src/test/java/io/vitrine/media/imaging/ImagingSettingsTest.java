package io.vitrine.media.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many processes a machine bears, and where the library is looked for. */
class ImagingSettingsTest {
  private static final long GIB = 1L << 30;

  private static ImagingSettings settings(Optional<Path> library, int cores, long memory) {
    return ImagingSettings.forMachine(library, Path.of("scratch"), cores, memory);
  }

  @ParameterizedTest
  @CsvSource({"1,1,1", "8,2,1", "8,16,6", "2,64,2", "128,1024,64"})
  void thereAreAsManyProcessesAsCoresAndMemoryAllow(int cores, int gibibytes, int processes) {
    assertThat(settings(Optional.empty(), cores, gibibytes * GIB).processes()).isEqualTo(processes);
  }

  @Test
  void aLibraryThatIsNamedIsTheOnlyOneTried() {
    assertThat(settings(Optional.of(Path.of("/x/libvips.so")), 1, GIB).candidates())
        .containsExactly("/x/libvips.so");
    assertThat(settings(Optional.empty(), 1, GIB).candidates()).startsWith("libvips.so.42");
  }
}
