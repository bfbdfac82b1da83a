package io.vitrine.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentDispositionTest {

  @Test
  void theExamplesOfTheContractHold() {
    assertThat(ContentDisposition.attachment("report.pdf"))
        .isEqualTo("attachment; filename=\"report.pdf\"");
    assertThat(ContentDisposition.attachment("été \"1\".pdf"))
        .isEqualTo(
            "attachment; filename=\"_t_ _1_.pdf\";"
                + " filename*=UTF-8''%C3%A9t%C3%A9%20%221%22.pdf");
    assertThat(ContentDisposition.attachment("../../x\r\n.html"))
        .isEqualTo("attachment; filename=\"x.html\"");
    assertThat(ContentDisposition.inline("a.png")).isEqualTo("inline; filename=\"a.png\"");
  }

  @Test
  void bidiOverridesControlsAndWindowsPathsAreTakenOut() {
    assertThat(ContentDisposition.attachment("C:\\a\\inv\u202Eoice\u2066\u0000.exe"))
        .isEqualTo("attachment; filename=\"invoice.exe\"");
  }

  @Test
  void aPercentSignIsOnlyInTheEncodedName() {
    assertThat(ContentDisposition.attachment("100%.txt"))
        .isEqualTo("attachment; filename=\"100_.txt\"; filename*=UTF-8''100%25.txt");
  }

  @Test
  void aNameOfWhichNothingIsLeftIsReplaced() {
    assertThat(ContentDisposition.attachment("..")).isEqualTo("attachment; filename=\"download\"");
    assertThat(ContentDisposition.attachment("a/")).isEqualTo("attachment; filename=\"download\"");
    assertThat(ContentDisposition.attachment("\uD800"))
        .isEqualTo("attachment; filename=\"download\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NUL.txt", "con", "nul .txt", "CONIN$", "lpt9.a.b", "COM\u00b9.txt"})
  void namesOfDevicesAreMadeHarmless(String name) {
    assertThat(SafeFileName.of(name)).isEqualTo("_" + name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NULL.txt", "console.log", "com.txt", "lpt10", "a con.txt"})
  void namesThatOnlyLookLikeThemStay(String name) {
    assertThat(SafeFileName.of(name)).isEqualTo(name);
  }

  @Test
  void aLongNameIsCutAt255BytesBetweenCharacters() {
    String header = ContentDisposition.attachment("a".repeat(254) + "é");
    assertThat(header).isEqualTo("attachment; filename=\"" + "a".repeat(254) + "\"");
    assertThat(ContentDisposition.attachment("😀".repeat(100))).endsWith("%F0%9F%98%80".repeat(63));
  }
}
