package io.vitrine.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Hidden texts can be read by those who hid them, for what they hid them for, and by nobody else.
 */
class SecretBoxTest {
  private static final String TEXT = "Authorization: Bearer of a secret — ü";
  private static final Secrets OLD = new Secrets("the-old-secret-of-the-test", List.of());
  private static final Secrets ROTATED =
      new Secrets("the-new-secret-of-the-test", List.of("the-old-secret-of-the-test"));

  private final SecureRandom random = new SecureRandom();

  @Test
  void aTextComesBackInItsContextOnly() {
    SecretBox box = new SecretBox(OLD, "import", random);
    String hidden = box.close("file-1", TEXT);

    assertThat(hidden).doesNotContain("Bearer").matches("[A-Za-z0-9_-]+");
    assertThat(box.open("file-1", hidden)).contains(TEXT);
    assertThat(box.open("file-2", hidden)).isEmpty();
    assertThat(new SecretBox(OLD, "other use", random).open("file-1", hidden)).isEmpty();
    assertThat(box.close("file-1", TEXT)).as("never twice the same").isNotEqualTo(hidden);
  }

  @Test
  void anEarlierSecretStillReadsAndAGoneOneDoesNot() {
    String hidden = new SecretBox(OLD, "import", random).close("file-1", TEXT);

    assertThat(new SecretBox(ROTATED, "import", random).open("file-1", hidden)).contains(TEXT);
    String byNew = new SecretBox(ROTATED, "import", random).close("file-1", TEXT);
    assertThat(new SecretBox(OLD, "import", random).open("file-1", byNew)).isEmpty();
  }

  @Test
  void aChangedTextIsNotRead() {
    SecretBox box = new SecretBox(OLD, "import", random);
    String hidden = box.close("file-1", TEXT);
    int middle = hidden.length() / 2;
    char other = hidden.charAt(middle) == 'A' ? 'B' : 'A';

    assertThat(
            box.open("file-1", hidden.substring(0, middle) + other + hidden.substring(middle + 1)))
        .isEmpty();
    assertThat(box.open("file-1", hidden.substring(0, 20))).isEmpty();
    assertThat(box.open("file-1", "")).isEmpty();
    assertThat(box.open("file-1", "no base64 !")).isEmpty();
  }
}
