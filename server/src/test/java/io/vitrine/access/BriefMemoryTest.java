package io.vitrine.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class BriefMemoryTest {
  private final MovingClock clock = new MovingClock();
  private final BriefMemory<Integer, String> memory =
      new BriefMemory<>(Duration.ofSeconds(2), 10, clock);

  @Test
  void aThingIsRememberedForItsTimeOnly() {
    memory.keep(1, "one");
    clock.advance(Duration.ofMillis(1_999));
    assertThat(memory.find(1)).hasValue("one");
    clock.advance(Duration.ofMillis(1));
    assertThat(memory.find(1)).isEmpty();
  }

  @Test
  void aClockThatIsSetBackMakesNothingEternal() {
    memory.keep(1, "one");
    clock.advance(Duration.ofHours(-1));

    assertThat(memory.find(1)).isEmpty();
  }

  @Test
  void neverMoreThanTheLimitIsRemembered() {
    for (int i = 0; i < 1_000; i++) {
      memory.keep(i, "x");
    }
    int remembered = 0;
    for (int i = 0; i < 1_000; i++) {
      remembered += memory.find(i).isPresent() ? 1 : 0;
    }

    assertThat(remembered).isBetween(1, 10);
    assertThat(memory.find(999)).isPresent();
  }
}
