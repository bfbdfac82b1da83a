package io.vitrine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.http.Header;
import io.vitrine.media.PictureException;
import io.vitrine.media.PictureException.Reason;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ErrorTableTest {
  @Test
  void aPictureThatCannotBeOpenedIsAnsweredForItsReason() {
    PictureException busy = new PictureException(Reason.BUSY, "just left the cache");

    assertThat(new ErrorTable().translate(new IOException("cannot be opened", busy)))
        .hasValueSatisfying(
            problem -> {
              assertThat(problem.status()).isEqualTo(503);
              assertThat(problem.headers()).contains(new Header("Retry-After", "1"));
            });
    assertThat(new ErrorTable().translate(new IOException("the disk"))).isEmpty();
  }
}
