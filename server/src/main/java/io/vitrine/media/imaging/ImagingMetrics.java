package io.vitrine.media.imaging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** What is counted of the making of pictures. */
record ImagingMetrics(MeterRegistry registry) {

  void watch(IdleProcesses processes) {
    Gauge.builder("vitrine.picture.processes", processes, IdleProcesses::size)
        .description("Processes for pictures that live")
        .register(registry);
  }

  /**
   * An order was answered.
   *
   * @param work {@code render} for a picture that somebody waits for, else what was done
   */
  void worked(String work, String outcome, long nanoseconds) {
    Timer.builder("vitrine.picture." + work)
        .description("Time for the " + work + " of a picture, with the wait for a turn")
        .tag("outcome", outcome)
        .publishPercentileHistogram()
        .minimumExpectedValue(Duration.ofMillis(5))
        .maximumExpectedValue(Duration.ofSeconds(30))
        .register(registry)
        .record(Duration.ofNanos(nanoseconds));
  }

  void started() {
    Counter.builder("vitrine.picture.processes.started")
        .description("Processes for pictures that were started")
        .register(registry)
        .increment();
  }

  void ended(String why) {
    Counter.builder("vitrine.picture.processes.ended")
        .description("Processes for pictures that were ended, and why")
        .tag("why", why)
        .register(registry)
        .increment();
  }
}
