package io.vitrine.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SignerTest {
  private static final String OLD = "the-old-secret-of-this-test";
  private static final String NEW = "the-new-secret-of-this-test";
  private static final Duration LIFE = Duration.ofMinutes(10);

  private final MovingClock clock = new MovingClock();
  private final Signer signer = signer(NEW);
  private final String token = signer.sign(Purpose.UPLOAD, Map.of("sub", "u1"), LIFE);

  @Test
  void whatWasSignedIsReadBack() {
    assertThat(signer.verify(Purpose.UPLOAD, token))
        .isInstanceOfSatisfying(
            Verification.Valid.class,
            valid -> {
              assertThat(valid.claims().path("sub").stringValue()).isEqualTo("u1");
              assertThat(valid.claims().path("exp").longValue())
                  .isEqualTo(clock.instant().plus(LIFE).getEpochSecond());
            });
  }

  @Test
  void aTokenNeedsNoEscapingInUrls() {
    assertThat(token).matches("[A-Za-z0-9_.-]+");
  }

  @Test
  void everyChangedCharacterIsRefused() {
    for (int i = 0; i < token.length(); i++) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      String forged = token.substring(0, i) + other + token.substring(i + 1);
      assertInvalid(signer, forged);
    }
  }

  @Test
  void aTokenOfOnePurposePassesForNoOther() {
    for (Purpose purpose : Purpose.values()) {
      assertThat(signer.verify(purpose, token) instanceof Verification.Valid)
          .as(purpose.name())
          .isEqualTo(purpose == Purpose.UPLOAD);
    }
  }

  @Test
  void anEarlierSecretIsBelievedUntilItIsDropped() {
    String old = signer(OLD).sign(Purpose.UPLOAD, Map.of(), LIFE);

    assertThat(signer(NEW + "," + OLD).verify(Purpose.UPLOAD, old))
        .isInstanceOf(Verification.Valid.class);
    assertInvalid(signer(NEW), old);
  }

  @Test
  void theFirstSecretSigns() {
    String made = signer(NEW + "," + OLD).sign(Purpose.UPLOAD, Map.of(), LIFE);

    assertThat(signer(NEW).verify(Purpose.UPLOAD, made)).isInstanceOf(Verification.Valid.class);
  }

  @Test
  void aTokenExpiresAfterItsLifeAndTheSkew() {
    clock.advance(LIFE.plusSeconds(29));
    assertThat(signer.verify(Purpose.UPLOAD, token)).isInstanceOf(Verification.Valid.class);

    clock.advance(Duration.ofSeconds(1));
    assertThat(signer.verify(Purpose.UPLOAD, token)).isInstanceOf(Verification.Expired.class);
  }

  @Test
  void aForgedTokenIsInvalidAlsoAfterItsTime() {
    clock.advance(LIFE.multipliedBy(2));

    assertInvalid(signer, token.substring(0, token.length() - 1));
  }

  @Test
  void aTokenFromTheFutureIsRefusedBeyondTheSkew() {
    MovingClock ahead = new MovingClock();
    ahead.advance(Duration.ofSeconds(31));
    String early = new Signer(Secrets.parse(NEW), ahead).sign(Purpose.UPLOAD, Map.of(), LIFE);

    assertInvalid(signer, early);
    clock.advance(Duration.ofSeconds(1));
    assertThat(signer.verify(Purpose.UPLOAD, early)).isInstanceOf(Verification.Valid.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"none\",\"typ\":\"JWT\"}",
        "{\"alg\":\"HS256\",\"typ\":\"JWT\"}",
        "{\"alg\":\"HS256\",\"kid\":\"../secret\",\"typ\":\"JWT\"}",
        "{\"typ\":\"JWT\",\"alg\":\"HS256\"}"
      })
  void aSwitchedHeaderIsRefused(String header) {
    String[] parts = token.split("\\.", -1);

    assertInvalid(signer, encode(header) + "." + parts[1] + "." + parts[2]);
    assertInvalid(signer, encode(header) + "." + parts[1] + ".");
  }

  @Test
  void otherSpellingsOfTheSameBytesAreRefused() {
    assertInvalid(signer, token + "=");
    // The last of 43 characters holds two bits that no byte has.
    char last = token.charAt(token.length() - 1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    char neighbour = alphabet.charAt(alphabet.indexOf(last) ^ 1);
    assertThat(Base64.getUrlDecoder().decode(signature(token)))
        .isEqualTo(
            Base64.getUrlDecoder()
                .decode(signature(token.substring(0, token.length() - 1) + neighbour)));
    assertInvalid(signer, token.substring(0, token.length() - 1) + neighbour);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "...", "a", "a.b", "a.b.c", "a.b.c.d", "\ud800.\ud800.é"})
  void whatIsNoTokenIsInvalid(String text) {
    assertInvalid(signer, text);
  }

  @ParameterizedTest
  @EnumSource(Purpose.class)
  void equalClaimsAndTimesMakeEqualTokens(Purpose purpose) {
    var claims = Map.of("b", "2", "a", "1", "c", Map.of("y", 1, "x", 2));

    assertThat(signer.sign(purpose, claims, LIFE))
        .isEqualTo(signer(NEW).sign(purpose, Map.copyOf(claims), LIFE));
  }

  @Test
  void claimsThatAreTheSignersOwnAndTooLongOnesAreRefused() {
    assertThatThrownBy(() -> signer.sign(Purpose.UPLOAD, Map.of("exp", 1), LIFE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> signer.sign(Purpose.UPLOAD, Map.of("a", "x".repeat(4096)), LIFE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Signer signer(String secrets) {
    return new Signer(Secrets.parse(secrets), clock);
  }

  private static void assertInvalid(Signer signer, String token) {
    assertThat(signer.verify(Purpose.UPLOAD, token))
        .as(token)
        .isInstanceOf(Verification.Invalid.class);
  }

  private static String signature(String token) {
    return token.substring(token.lastIndexOf('.') + 1);
  }

  private static String encode(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
