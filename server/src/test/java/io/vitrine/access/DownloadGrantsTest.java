package io.vitrine.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DownloadGrantsTest {
  private static final Duration LIFE = Duration.ofHours(10);

  private final MovingClock clock = new MovingClock();
  private final Signer signer = new Signer(Secrets.parse("the-secret-of-this-test"), clock);
  private final DownloadGrants grants = new DownloadGrants(signer);

  @Test
  void aGrantIsReadBackWhole() {
    DownloadGrant inline = grant("Ferien \"2026\" 🏖.jpg", true, Optional.empty());
    DownloadGrant redirected = grant("a.jpg", false, Optional.of("https://example.org/late?a=b"));

    assertThat(grants.verify(grants.issue(inline)))
        .isEqualTo(new DownloadGrants.Checked.Valid(inline));
    assertThat(grants.verify(grants.issue(redirected)))
        .isEqualTo(new DownloadGrants.Checked.Valid(redirected));
  }

  @Test
  void anExpiredGrantCanStillBeReliedOn() {
    DownloadGrant grant = grant("a.jpg", false, Optional.of("https://example.org/late"));
    String token = grants.issue(grant);
    clock.advance(LIFE.plus(Signer.CLOCK_SKEW));

    assertThat(grants.verify(token)).isEqualTo(new DownloadGrants.Checked.Expired(grant));
  }

  @Test
  void aForgedOrForeignTokenTellsNothing() {
    String token = grants.issue(grant("a.jpg", false, Optional.empty()));

    assertThat(grants.verify(token + "A")).isEqualTo(new DownloadGrants.Checked.Invalid());
    assertThat(grants.verify(signer.sign(Purpose.UPLOAD, Map.of(), LIFE)))
        .isEqualTo(new DownloadGrants.Checked.Invalid());
  }

  @Test
  void theLongestNameOfTheContractFitsBesideALongRedirect() {
    DownloadGrant grant =
        grant("🏖".repeat(100), true, Optional.of("https://example.org/" + "r".repeat(1_900)));

    assertThat(grants.issue(grant)).hasSizeLessThanOrEqualTo(Signer.MAX_TOKEN_LENGTH);
    assertThatThrownBy(
            () -> grants.issue(grant("a", true, Optional.of("https://" + "r".repeat(4_000)))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private DownloadGrant grant(String name, boolean inline, Optional<String> redirect) {
    return new DownloadGrant(
        "site",
        "11062b_0123456789abcdef0123456789abcdef~mv2.jpg",
        "src",
        "/media/11062b_0123456789abcdef0123456789abcdef~mv2.jpg",
        name,
        inline,
        redirect,
        new UrlLife(clock.instant(), clock.instant().plus(LIFE)));
  }
}
