package io.vitrine.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How long a source may take (contract: uploads.md section 3.1). */
class ImportClockTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration LONG = Duration.ofHours(1);

  @Test
  void aSourceThatIsTooSlowIsOverButAPauseIsNotItsFault() {
    ImportClock slow = clock(LONG, Duration.ZERO);
    assertThat(slow.isOver()).isTrue();
    assertThatThrownBy(slow::check).isInstanceOf(ImportClock.TooSlow.class);

    slow.paused(LONG);

    assertThat(slow.isOver()).isFalse();
    assertThatCode(slow::check).doesNotThrowAnyException();
  }

  @Test
  void aSourceThatIsFastEnoughIsNotOver() {
    ImportClock fast = clock(LONG, Duration.ZERO);

    fast.received(1_000_000);

    assertThat(fast.isOver()).isFalse();
  }

  @Test
  void aPauseCountsForTheWholeTime() {
    ImportClock over = clock(Duration.ZERO, LONG);

    over.paused(LONG);

    assertThat(over.isOver()).isTrue();
  }

  @Test
  void aDateToComeBackAtIsReadByTheServersClock() {
    ImportClock time = clock(LONG, LONG);

    assertThat(time.httpError(503, Optional.of("Sun, 01 Mar 2026 12:00:07 GMT")).retryAfter())
        .contains(Duration.ofSeconds(7));
    assertThat(time.httpError(503, Optional.of("Sun, 01 Mar 2026 11:00:00 GMT")).retryAfter())
        .isEmpty();
    assertThat(time.httpError(503, Optional.of("9")).retryAfter()).contains(Duration.ofSeconds(9));
    assertThat(time.httpError(503, Optional.of("301")).retryAfter()).isEmpty();
    assertThat(time.httpError(503, Optional.of("soon")).retryAfter()).isEmpty();
  }

  private static ImportClock clock(Duration total, Duration slowAfter) {
    ImportLimits limits =
        new ImportLimits(
            total, slowAfter, 1_000, List.of(Duration.ofSeconds(1)), Duration.ofMinutes(5));
    return new ImportClock(limits, () -> NOON);
  }
}
