package io.vitrine.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class UrlLifeTest {

  @RepeatedTest(200)
  void itIsNeverShorterThanAskedAndHardlyLonger(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    long now = random.nextLong(1_700_000_000_000L, 1_900_000_000_000L);
    int minutes = 1 + random.nextInt(random.nextBoolean() ? 10 : 525_600);
    Instant moment = Instant.ofEpochMilli(now);
    Duration asked = Duration.ofMinutes(minutes);

    UrlLife life = UrlLife.of(moment, asked);

    assertThat(life.begins()).isBeforeOrEqualTo(moment);
    assertThat(life.ends()).isAfterOrEqualTo(moment.plus(asked));
    assertThat(Duration.between(moment, life.ends()))
        .isLessThanOrEqualTo(asked.plus(asked.dividedBy(10)))
        .isLessThanOrEqualTo(asked.plus(Duration.ofHours(1)));
  }

  @Test
  void callsOfOneWindowGiveTheSame() {
    Duration tenHours = Duration.ofHours(10);
    UrlLife life = UrlLife.of(Instant.parse("2026-06-01T12:00:00.5Z"), tenHours);

    assertThat(UrlLife.of(Instant.parse("2026-06-01T12:59:58.9Z"), tenHours)).isEqualTo(life);
    assertThat(UrlLife.of(Instant.parse("2026-06-01T13:00:00Z"), tenHours)).isNotEqualTo(life);
    assertThat(life.ends()).isEqualTo(Instant.parse("2026-06-01T23:00:00Z"));
    assertThat(life.begins()).isEqualTo(Instant.parse("2026-06-01T12:00:00Z"));
  }
}
