package io.vitrine.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TurnsTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private final Turns turns = new Turns();

  @Test
  void oneAtATimeWorksOnTheSameThing() throws Exception {
    AtomicInteger working = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Future<?>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 200; i++) {
        all.add(
            threads.submit(
                () -> {
                  try (Turns.Turn _ = turns.take("a", LONG).orElseThrow()) {
                    most.accumulateAndGet(working.incrementAndGet(), Math::max);
                    working.decrementAndGet();
                  }
                  return true;
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    assertThat(most).hasValue(1);
  }

  @Test
  void whoseTurnDoesNotComeInTimeGetsNone() throws Exception {
    try (Turns.Turn _ = turns.take("a", LONG).orElseThrow()) {
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        assertThat(threads.submit(() -> turns.take("a", Duration.ofMillis(10))).get()).isEmpty();
        Turns.Turn other = threads.submit(() -> turns.take("b", LONG)).get().orElseThrow();
        assertThat(other).isNotNull();
      }
    }
    assertThat(turns.take("a", Duration.ofMillis(10))).isPresent();
  }
}
