package io.vitrine.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyTextTest {
  @Test
  void aKeyIsTakenApartAtItsFirstUnderscores() {
    assertThat(KeyText.parse("vk_0a1b_se_cr-et")).hasValue(new KeyText("0a1b", "se_cr-et"));
    assertThat(new KeyText("0a1b", "se_cr-et").text()).isEqualTo("vk_0a1b_se_cr-et");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "vk_",
        "vk__secret",
        "vk_id_",
        "vk_id",
        "VK_id_secret",
        " vk_id_secret",
        "vk_id_sécret",
        "vk_i.d_secret",
        "vk_id_secret\n",
        "vk_id_sec ret",
        "xvk_id_secret"
      })
  void whatHasNotTheFormIsNoKey(String text) {
    assertThat(KeyText.parse(text)).isEmpty();
  }

  @Test
  void overlongPartsAreNoKey() {
    assertThat(KeyText.parse("vk_" + "a".repeat(65) + "_s")).isEmpty();
    assertThat(KeyText.parse("vk_a_" + "s".repeat(129))).isEmpty();
  }

  @Test
  void anIssuedKeyHasTheFormAndKeepsOnlyTheHash() {
    IssuedKey key =
        new KeyIssuer(new SecureRandom(), () -> Instant.EPOCH)
            .issue(KeyGrant.administrator("site"));

    assertThat(KeyText.parse(key.text())).hasValue(new KeyText(key.clientId(), key.clientSecret()));
    assertThat(key.clientSecret()).hasSize(43);
    assertThat(key.key().toString()).doesNotContain(key.clientSecret());
    assertThat(key.toString()).doesNotContain(key.clientSecret());
    assertThat(SecretHash.matches(key.clientSecret(), key.key().secretHash())).isTrue();
    assertThat(SecretHash.matches(key.clientSecret() + "x", key.key().secretHash())).isFalse();
  }
}
