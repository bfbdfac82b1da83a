package io.vitrine.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When deliveries are repeated (contract: events.md section 4). */
class RetryScheduleTest {

  @Test
  void thereAreTwelveRepetitionsWithinTwoDays() {
    RetrySchedule schedule = RetrySchedule.CONTRACT;

    assertThat(schedule.after(1)).contains(Duration.ofMinutes(1));
    assertThat(schedule.after(2)).contains(Duration.ofMinutes(10));
    assertThat(schedule.after(12)).contains(Duration.ofHours(12));
    assertThat(schedule.after(13)).isEmpty();
    assertThat(schedule.pauses().stream().reduce(Duration.ZERO, Duration::plus))
        .isEqualTo(Duration.ofHours(47).plusMinutes(11));
  }
}
