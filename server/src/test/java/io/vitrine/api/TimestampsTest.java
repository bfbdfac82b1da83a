package io.vitrine.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimestampsTest {
  private static final DateTimeFormatter JUDGE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  @Test
  void aTimeHasItsMillisecondsAlsoWhenTheyAreZero() {
    assertThat(Timestamps.format(Instant.parse("2024-01-02T03:04:05Z")))
        .isEqualTo("2024-01-02T03:04:05.000Z");
    assertThat(Timestamps.format(Instant.parse("2024-12-31T23:59:59.999999Z")))
        .isEqualTo("2024-12-31T23:59:59.999Z");
  }

  @Test
  void everyTimeIsWrittenAsTheStandardFormatterWritesIt() {
    Random random = new Random(1);
    for (int i = 0; i < 1_000; i++) {
      Instant instant = Instant.ofEpochMilli(random.nextLong(0, 253_402_300_800_000L));
      assertThat(Timestamps.format(instant)).isEqualTo(JUDGE.format(instant));
    }
  }
}
