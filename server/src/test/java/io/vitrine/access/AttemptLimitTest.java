package io.vitrine.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class AttemptLimitTest {
  private static final String ADDRESS = "192.0.2.7";

  private final MovingClock clock = new MovingClock();
  private final AttemptLimit limit = new AttemptLimit(2, clock);

  @Test
  void attemptsBeyondTheLimitAreToldHowLongToWait() {
    assertThat(limit.count(ADDRESS)).isEmpty();
    clock.advance(Duration.ofSeconds(10));
    assertThat(limit.count(ADDRESS)).isEmpty();
    assertThat(limit.count(ADDRESS)).hasValue(Duration.ofSeconds(50));
  }

  @Test
  void aMinuteAfterTheFirstAttemptTheCountBeginsAnew() {
    exhaust(ADDRESS);
    clock.advance(Duration.ofSeconds(59));
    assertThat(limit.count(ADDRESS)).hasValue(Duration.ofSeconds(1));
    clock.advance(Duration.ofSeconds(1));
    assertThat(limit.count(ADDRESS)).isEmpty();
  }

  @Test
  void aClockThatIsSetBackLocksNobodyOut() {
    exhaust(ADDRESS);
    clock.advance(Duration.ofDays(-1));

    assertThat(limit.count(ADDRESS)).isEmpty();
  }

  @Test
  void addressesAreCountedApart() {
    exhaust(ADDRESS);

    assertThat(limit.count("192.0.2.8")).isEmpty();
  }

  @Test
  void aNetworkOfOneCustomerCountsAsOneAddress() {
    exhaust("2001:db8:1:2::1");

    assertThat(limit.count("2001:db8:1:2:ffff::9")).isPresent();
    assertThat(limit.count("[2001:db8:1:2::3]")).isPresent();
    assertThat(limit.count("2001:db8:1:3::1")).isEmpty();
  }

  @Test
  void whatIsNoAddressIsCountedByItsText() {
    exhaust("/run/vitrine.sock");

    assertThat(limit.count("/run/vitrine.sock")).isPresent();
    assertThat(limit.count("unknown")).isEmpty();
  }

  @Test
  void theLongestQuietAddressIsForgottenFirst() {
    exhaust(ADDRESS);
    exhaust("192.0.2.9");
    for (int i = 0; i < 9_999; i++) {
      assertThat(limit.count("10.0." + i / 256 + "." + i % 256)).isEmpty();
    }

    assertThat(limit.count("192.0.2.9")).isPresent();
    assertThat(limit.count(ADDRESS)).isEmpty();
  }

  @Test
  void zeroIsNoLimit() {
    AttemptLimit none = new AttemptLimit(0, clock);
    for (int i = 0; i < 100; i++) {
      assertThat(none.count(ADDRESS)).isEmpty();
    }
  }

  private void exhaust(String address) {
    assertThat(limit.count(address)).isEmpty();
    assertThat(limit.count(address)).isEmpty();
    assertThat(limit.count(address)).isPresent();
  }
}
