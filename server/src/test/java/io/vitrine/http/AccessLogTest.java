package io.vitrine.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessLogTest {

  @ParameterizedTest
  @CsvSource({
    "/upload/abcdefghijklmnop?filename=a, /upload/abcdefgh…?filename=a",
    "/stream/abcdefghijklmnop/video/x, /stream/abcdefgh…/video/x",
    "/download/media/x?token=secret&a=b, /download/media/x?token=…&a=b",
    "/x?a=b&Token=secret, /x?a=b&Token=…",
    "/media/x, /media/x",
  })
  void secretsAreCut(String target, String logged) {
    assertThat(AccessLog.withoutSecrets(target)).isEqualTo(logged);
  }

  @Test
  void controlCharactersAreEscaped() {
    assertThat(AccessLog.withoutSecrets("/a\r\nb\u001b[0m\u2028"))
        .isEqualTo("/a\\u000d\\u000ab\\u001b[0m\\u2028");
  }

  @Test
  void longPathsAreCut() {
    assertThat(AccessLog.withoutSecrets("/" + "a".repeat(5000))).hasSize(1025).endsWith("…");
  }
}
