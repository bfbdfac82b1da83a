package io.vitrine.upload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TusTest {

  @Test
  void numbersOfBytes() {
    assertThat(Tus.number("0")).contains(0L);
    assertThat(Tus.number("007")).contains(7L);
    assertThat(Tus.number("9223372036854775807")).contains(Long.MAX_VALUE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " 1",
        "-1",
        "+1",
        "1.0",
        "1e3",
        "0x1",
        "9223372036854775808",
        "99999999999999999999",
        "\u0661"
      })
  void whatIsNone(String text) {
    assertThat(Tus.number(text)).isEmpty();
  }
}
