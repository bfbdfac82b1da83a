package io.vitrine.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class UploadTokensTest {
  private final MovingClock clock = new MovingClock();
  private final Signer signer = new Signer(Secrets.parse("the-secret-of-this-test"), clock);
  private final UploadTokens tokens = new UploadTokens(signer, Purpose.UPLOAD, clock);

  @Test
  void aTokenNamesItsUploadUntilItExpires() {
    Instant end = clock.instant().plus(Duration.ofHours(24));
    String token = tokens.issue("upload-1", end);

    assertThat(tokens.verify(token)).isEqualTo(new UploadTokens.Checked.Valid("upload-1"));
    clock.advance(Duration.ofHours(24).plus(Signer.CLOCK_SKEW));
    assertThat(tokens.verify(token)).isEqualTo(new UploadTokens.Checked.Expired());
  }

  @Test
  void otherTokensAreInvalid() {
    String download = signer.sign(Purpose.DOWNLOAD, Map.of("sub", "u"), Duration.ofHours(1));

    assertThat(tokens.verify(download)).isEqualTo(new UploadTokens.Checked.Invalid());
    assertThat(tokens.verify("")).isEqualTo(new UploadTokens.Checked.Invalid());
  }
}
