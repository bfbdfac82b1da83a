package io.vitrine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextCharsetTest {

  @ParameterizedTest
  @CsvSource({
    "plain, US-ASCII, true",
    "Gr\u00fc\u00dfe \u4f60\u597d, UTF-8, true",
    "Gr\u00fc\u00dfe, ISO-8859-1, false",
    "plain, UTF-16LE, false",
    "plain, UTF-32BE, false",
    "\u043f\u0440\u0438\u0432\u0435\u0442, KOI8-R, false",
  })
  void theEncodingIsToldByTheForm(String text, String encoding, boolean isUtf8) {
    assertThat(TextCharset.isUtf8(text.getBytes(Charset.forName(encoding)), true))
        .isEqualTo(isUtf8);
  }

  @Test
  void aBeginningMustShowMoreThanAscii() {
    byte[] german = "Gr\u00fc\u00df\u00fc".getBytes(StandardCharsets.UTF_8);
    byte[] cut = Arrays.copyOf(german, german.length - 1);

    assertThat(TextCharset.isUtf8("plain".getBytes(StandardCharsets.UTF_8), false)).isFalse();
    assertThat(TextCharset.isUtf8(cut, false)).isTrue();
    assertThat(TextCharset.isUtf8(cut, true)).isFalse();
  }
}
