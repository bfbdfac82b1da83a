package io.vitrine.media.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.media.Workbench;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which texts the search finds. */
class TextStepTest {
  @TempDir private Path folder;

  private String words(String name, byte[] bytes) throws Exception {
    return new Workbench(Files.write(folder.resolve(name), bytes), folder)
        .run(new TextStep())
        .words();
  }

  @Test
  void unicodeTextsAreRead() throws Exception {
    assertThat(words("a.txt", "Größe".getBytes(StandardCharsets.UTF_8))).isEqualTo("Größe");
    assertThat(words("b.csv", "\ufeffa;b".getBytes(StandardCharsets.UTF_8))).isEqualTo("a;b");
    assertThat(words("c.txt", "\ufeffGröße".getBytes(StandardCharsets.UTF_16LE)))
        .isEqualTo("Größe");
    assertThat(words("d.txt", "\ufeffGröße".getBytes(StandardCharsets.UTF_16BE)))
        .isEqualTo("Größe");
  }

  @Test
  void onlyTheBeginningIsRead() throws Exception {
    // The cut falls into the middle of a character.
    String text = words("a.txt", ("a" + "ß".repeat(150_000)).getBytes(StandardCharsets.UTF_8));

    assertThat(text).isEqualTo("a" + "ß".repeat(99_999));
  }

  @Test
  void otherEncodingsAreLeftAlone() throws Exception {
    assertThat(words("a.txt", "Größe".getBytes(StandardCharsets.ISO_8859_1))).isEmpty();
    assertThat(words("b.txt", " \n ".getBytes(StandardCharsets.UTF_8))).isEmpty();
  }
}
