package io.vitrine.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "a.example:8080", "127.0.0.1:1", "[::1]:80", "a_b.example"})
  void hostsAreTaken(String authority) {
    assertThat(Origin.of("https", authority, "-")).isEqualTo("https://" + authority);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a/b",
        "a@b",
        "a b",
        "a:b",
        "a:123456",
        "a\"b",
        "<a>",
        "a..b",
        "[a",
        "é.example",
        "a?b"
      })
  void whatIsNoHostIsNotHandedOut(String authority) {
    assertThat(Origin.of("https", authority, "otherwise")).isEqualTo("otherwise");
  }
}
