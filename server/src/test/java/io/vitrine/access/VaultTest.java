package io.vitrine.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

final class VaultTest {
  private static final byte[] CONTENT = "/upload/token".getBytes(StandardCharsets.UTF_8);

  private final Vault vault = vault("the-first-secret-of-this-test");

  @Test
  void whatWasClosedOpensUnderTheSameContextOnly() {
    byte[] closed = vault.close("one", CONTENT);

    assertThat(vault.open("one", closed)).hasValue(CONTENT);
    assertThat(vault.open("two", closed)).isEmpty();
    assertThat(new String(closed, StandardCharsets.ISO_8859_1)).doesNotContain("token");
  }

  @Test
  void equalContentsDoNotLookEqual() {
    assertThat(vault.close("one", CONTENT)).isNotEqualTo(vault.close("one", CONTENT));
  }

  @Test
  void everyChangedByteIsRefused() {
    byte[] closed = vault.close("one", CONTENT);
    for (int i = 0; i < closed.length; i++) {
      byte[] forged = closed.clone();
      forged[i] ^= 1;
      assertThat(vault.open("one", forged)).as("byte %d", i).isEmpty();
    }
  }

  @Test
  void whatIsTooShortIsRefused() {
    byte[] closed = vault.close("one", new byte[0]);

    assertThat(vault.open("one", closed)).hasValue(new byte[0]);
    for (int length = 0; length < closed.length; length++) {
      assertThat(vault.open("one", java.util.Arrays.copyOf(closed, length))).isEmpty();
    }
  }

  @Test
  void anEarlierSecretStillOpensAndAForeignOneDoesNot() {
    byte[] closed = vault.close("one", CONTENT);

    assertThat(
            vault("the-next-secret-of-this-test,the-first-secret-of-this-test").open("one", closed))
        .hasValue(CONTENT);
    assertThat(vault("the-next-secret-of-this-test").open("one", closed)).isEmpty();
  }

  private static Vault vault(String secrets) {
    return new Vault(Secrets.parse(secrets), new SecureRandom());
  }
}
