package io.vitrine.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;

class RandomNameTest {

  @Test
  void keysAreTakenAsTheyAreMade() {
    SecureRandom random = new SecureRandom();

    assertThat(BlobKey.random(random).value()).matches("[0-9a-f]{32}");
    assertThat(UploadKey.random(random).value()).matches("[0-9a-f]{32}");
    assertThat(new BlobKey("0123456789abcdef".repeat(2))).hasToString("0123456789abcdef".repeat(2));
  }

  @Test
  void nothingElseIsAKey() {
    String digits = "0123456789abcdef0123456789abcde";
    for (String other :
        List.of(
            "", digits, digits + "F", digits + "g", digits + "/", digits + "00", digits + "٣")) {
      assertThatThrownBy(() -> new BlobKey(other)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new UploadKey(other)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
