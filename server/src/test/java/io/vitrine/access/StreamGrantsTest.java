package io.vitrine.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StreamGrantsTest {
  private static final Duration LIFE = Duration.ofHours(1);

  private final MovingClock clock = new MovingClock();
  private final Signer signer = new Signer(Secrets.parse("the-secret-of-this-test"), clock);
  private final StreamGrants grants = new StreamGrants(signer);
  private final StreamGrant grant =
      new StreamGrant("site", "c0ffee_film", UrlLife.of(clock.instant(), LIFE));

  @Test
  void aGrantIsReadBackWhole() {
    String token = grants.issue(grant);

    assertThat(grants.verify(token)).isEqualTo(new StreamGrants.Checked.Valid(grant));
    assertThat(token).as("part of a path").matches("[A-Za-z0-9._-]+");
  }

  @Test
  void repeatedCallsGiveTheSameToken() {
    String first = grants.issue(grant);
    clock.advance(Duration.ofSeconds(1));

    assertThat(grants.issue(new StreamGrant("site", "c0ffee_film", grant.life()))).isEqualTo(first);
  }

  @Test
  void itExpires() {
    String token = grants.issue(grant);
    clock.advance(LIFE.plus(LIFE.dividedBy(10)).plus(Signer.CLOCK_SKEW));

    assertThat(grants.verify(token)).isEqualTo(new StreamGrants.Checked.Expired());
  }

  @Test
  void aTokenOfAnotherPurposeIsInvalid() {
    assertThat(grants.verify(signer.sign(Purpose.DOWNLOAD, Map.of("file", "x"), LIFE)))
        .isEqualTo(new StreamGrants.Checked.Invalid());
    assertThat(grants.verify(grants.issue(grant) + "A"))
        .isEqualTo(new StreamGrants.Checked.Invalid());
  }
}
