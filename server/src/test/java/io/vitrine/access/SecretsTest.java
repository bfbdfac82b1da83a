package io.vitrine.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SecretsTest {
  @Test
  void theFirstIsCurrentAndTheRestPrevious() {
    String a = "a".repeat(16);
    String b = "b".repeat(16);

    assertThat(Secrets.parse(" " + a + ", " + b + "\n" + a + "\n"))
        .isEqualTo(new Secrets(a, List.of(b)));
  }

  @Test
  void aMissingOrShortSecretIsRefusedWithoutTellingIt() {
    assertThatThrownBy(() -> Secrets.parse(" ,\n")).hasMessageContaining("empty");
    assertThatThrownBy(() -> Secrets.parse("fifteen-letters"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has 15")
        .hasMessageNotContaining("fifteen");
  }

  @Test
  void noTextOfThemTellsASecret() {
    String secret = "s".repeat(20);

    assertThat(Secrets.parse(secret).toString()).doesNotContain(secret);
    assertThat(new KeyText("id", secret).toString()).doesNotContain(secret);
    assertThat(new VisitorTokens.Pair(secret, secret).toString()).doesNotContain(secret);
  }
}
