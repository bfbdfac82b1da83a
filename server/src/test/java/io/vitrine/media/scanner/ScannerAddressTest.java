package io.vitrine.media.scanner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScannerAddressTest {

  @Test
  void hostAndPortAreRead() {
    assertThat(ScannerAddress.parse("clamd://scan.test:4000"))
        .isEqualTo(new ScannerAddress("scan.test", 4000));
  }

  @Test
  void withoutAPortItIsTheCustomaryOne() {
    assertThat(ScannerAddress.parse("clamd://127.0.0.1")).hasToString("clamd://127.0.0.1:3310");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "127.0.0.1:3310",
        "http://host:1",
        "clamd://",
        "clamd://a:1/x",
        "clamd://u@a:1"
      })
  void anythingElseIsRefusedWithAnExample(String text) {
    assertThatThrownBy(() -> ScannerAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("clamd://127.0.0.1:3310");
  }
}
