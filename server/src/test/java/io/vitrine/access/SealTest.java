package io.vitrine.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SealTest {
  private static final byte[] CONTENT = "after: file 17".getBytes(StandardCharsets.UTF_8);

  private final MovingClock clock = new MovingClock();
  private final Signer signer = signer("the-first-secret-of-this-test");
  private final String sealed = signer.seal(Purpose.CURSOR, "site", CONTENT);

  @Test
  void whatWasSealedOpensUnderTheSamePurposeAndContext() {
    assertThat(signer.open(Purpose.CURSOR, "site", sealed)).hasValue(CONTENT);
  }

  @Test
  void itOpensUnderNoOtherContextPurposeOrSecret() {
    assertThat(signer.open(Purpose.CURSOR, "site2", sealed)).isEmpty();
    assertThat(signer.open(Purpose.CURSOR, "", sealed)).isEmpty();
    assertThat(signer.open(Purpose.DOWNLOAD, "site", sealed)).isEmpty();
    assertThat(signer("some-other-secret-of-this-test").open(Purpose.CURSOR, "site", sealed))
        .isEmpty();
  }

  @Test
  void contextAndContentCannotBeShiftedIntoEachOther() {
    byte[] shifted =
        "e".concat(new String(CONTENT, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);

    assertThat(signer.seal(Purpose.CURSOR, "sit", shifted).substring(8, 29))
        .isNotEqualTo(sealed.substring(8, 29));
  }

  @Test
  void everyChangedCharacterIsRefused() {
    for (int i = 0; i < sealed.length(); i++) {
      char other = sealed.charAt(i) == 'A' ? 'B' : 'A';
      String forged = sealed.substring(0, i) + other + sealed.substring(i + 1);
      assertThat(signer.open(Purpose.CURSOR, "site", forged)).as(forged).isEmpty();
    }
  }

  @Test
  void anotherSpellingOfTheSameBytesIsRefused() {
    // 22 + 15 bytes: the last of the characters holds four bits that no byte has.
    String ours = signer.seal(Purpose.CURSOR, "site", new byte[15]);
    char last = ours.charAt(ours.length() - 1);
    assertThat("AQgw").contains(String.valueOf(last));
    String other = ours.substring(0, ours.length() - 1) + (char) (last + 1);

    assertThat(Base64.getUrlDecoder().decode(other)).isEqualTo(Base64.getUrlDecoder().decode(ours));
    assertThat(signer.open(Purpose.CURSOR, "site", ours)).isPresent();
    assertThat(signer.open(Purpose.CURSOR, "site", other)).isEmpty();
  }

  @Test
  void anEarlierSecretStillOpens() {
    Signer rotated = signer("the-next-secret-of-this-test,the-first-secret-of-this-test");

    assertThat(rotated.open(Purpose.CURSOR, "site", sealed)).hasValue(CONTENT);
  }

  @Test
  void sealsAndTokensDoNotPassForEachOther() {
    String token = signer.sign(Purpose.CURSOR, Map.of(), Duration.ofHours(1));

    assertThat(signer.open(Purpose.CURSOR, "", token)).isEmpty();
    assertThat(signer.verify(Purpose.CURSOR, sealed)).isInstanceOf(Verification.Invalid.class);
  }

  @Test
  void textThatIsNoSealIsEmpty() {
    for (String text : new String[] {"", "AAAA", "é", "a b", sealed + "=", "A".repeat(20_000)}) {
      assertThat(signer.open(Purpose.CURSOR, "site", text)).as(text).isEmpty();
    }
  }

  @Test
  void contentTooLongForACursorIsRefused() {
    assertThat(signer.seal(Purpose.CURSOR, "", new byte[11_978])).hasSize(16_000);
    assertThatThrownBy(() -> signer.seal(Purpose.CURSOR, "", new byte[11_979]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Signer signer(String secrets) {
    return new Signer(Secrets.parse(secrets), clock);
  }
}
