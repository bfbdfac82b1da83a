package io.vitrine.delivery.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class EntryNamesTest {
  private final EntryNames names = new EntryNames();

  @Test
  void aNameThatStandsAlreadyGetsANumberInFrontOfItsExtension() {
    assertThat(names.file(0, "a.jpg")).isEqualTo("a.jpg");
    assertThat(names.file(0, "a.jpg")).isEqualTo("a (1).jpg");
    assertThat(names.file(0, "a.jpg")).isEqualTo("a (2).jpg");
    assertThat(names.file(1, "a.jpg")).isEqualTo("a.jpg");
    assertThat(names.folder(0, "a.jpg")).isEqualTo("a.jpg (1)");
  }

  @Test
  void aNumberThatAnotherFileBearsIsPassedOver() {
    names.file(0, "a (1).jpg");
    names.file(0, "a.jpg");

    assertThat(names.file(0, "a.jpg")).isEqualTo("a (2).jpg");
    assertThat(names.file(0, "a (2).jpg")).isEqualTo("a (2) (1).jpg");
  }

  @Test
  void namesThatSomeFileSystemTakesForTheSameAreTheSame() {
    assertThat(names.file(0, "Ärger.txt")).isEqualTo("Ärger.txt");
    assertThat(names.file(0, "äRGER.TXT")).isEqualTo("äRGER (1).TXT");
    assertThat(names.file(0, "A\u0308rger.txt")).isEqualTo("A\u0308rger (2).txt");
  }

  @Test
  void nothingIsAPath() {
    assertThat(names.file(0, "../../etc/passwd")).isEqualTo("passwd");
    assertThat(names.file(0, "C:\\Windows\\evil.exe")).isEqualTo("evil.exe");
    assertThat(names.file(0, "..")).isEqualTo("download");
    assertThat(names.folder(0, "..")).isEqualTo("download (1)");
    assertThat(names.folder(0, "../x")).isEqualTo(".._x");
    assertThat(names.folder(0, "2026/05")).isEqualTo("2026_05");
    assertThat(names.file(0, "")).isEqualTo("download (2)");
  }

  @Test
  void whatWindowsCannotUnpackIsReplaced() {
    assertThat(names.file(0, "a: \"b\" <c>|?*.txt")).isEqualTo("a_ _b_ _c____.txt");
    assertThat(names.file(0, "con")).isEqualTo("_con");
    assertThat(names.file(0, "LPT1.txt")).isEqualTo("_LPT1.txt");
    assertThat(names.file(0, "a. . ")).isEqualTo("a");
    assertThat(names.file(0, "in\u202evoice\u0000.txt")).isEqualTo("invoice.txt");
  }

  @Test
  void longNamesAreCutBetweenCharactersAndKeepTheirExtension() {
    String first = names.file(0, "😀".repeat(90) + ".jpeg");
    String second = names.file(0, "😀".repeat(90) + ".jpeg");

    assertThat(first).isEqualTo("😀".repeat(62) + ".jpeg");
    assertThat(second).endsWith("😀 (1).jpeg");
    assertThat(second.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(255);
  }

  @Test
  void manyNamesInEachOthersWayAreToldApartQuickly() {
    Set<String> given = new HashSet<>();
    Assertions.assertTimeout(
        Duration.ofSeconds(20),
        () -> {
          for (int i = 0; i < 30_000; i++) {
            String stem = "x".repeat(246) + "%05d".formatted(i);
            given.add(names.file(0, stem));
            given.add(names.file(0, stem));
            given.add(names.file(0, "a"));
            given.add(names.file(0, "a (" + i + ")"));
          }
        });
    assertThat(given).hasSize(120_000);
    assertThatCode(() -> names.file(0, "a")).doesNotThrowAnyException();
  }
}
