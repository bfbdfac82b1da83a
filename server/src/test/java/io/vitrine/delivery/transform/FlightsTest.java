package io.vitrine.delivery.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FlightsTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final Flights<String, Integer> flights = new Flights<>();
  private final AtomicInteger runs = new AtomicInteger();
  private final CountDownLatch gate = new CountDownLatch(1);

  private Optional<Integer> join(Flights.Work<Integer> work) throws Exception {
    return flights.join("key", LONG, work);
  }

  @Test
  void whoComesWhileItIsMadeSharesTheResult() throws Exception {
    List<FutureTask<Optional<Integer>>> all = startThirty(runs::incrementAndGet);
    for (FutureTask<Optional<Integer>> one : all) {
      assertThat(one.get()).contains(1);
    }
    assertThat(runs).hasValue(1);
    assertThat(join(runs::incrementAndGet)).as("a later one").contains(2);
  }

  @Test
  void whoComesWhileItIsMadeSharesTheFailure() throws Exception {
    List<FutureTask<Optional<Integer>>> all =
        startThirty(
            () -> {
              runs.incrementAndGet();
              throw new IOException("broken");
            });
    for (FutureTask<Optional<Integer>> one : all) {
      assertThatThrownBy(one::get)
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseMessage("broken");
    }
    assertThat(runs).hasValue(1);
    assertThat(join(() -> 5)).as("a later one").contains(5);
  }

  @Test
  void aWaitHasAnEnd() throws Exception {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Optional<Integer>> leader =
          executor.submit(
              () ->
                  join(
                      () -> {
                        runs.incrementAndGet();
                        gate.await();
                        return 1;
                      }));
      await().until(() -> runs.get() == 1);

      assertThat(flights.join("key", Duration.ofMillis(10), () -> 2)).isEmpty();
      assertThat(flights.join("other", LONG, () -> 3)).contains(3);

      gate.countDown();
      assertThat(leader.get()).contains(1);
    }
  }

  /** All are at it before the first is done. */
  private List<FutureTask<Optional<Integer>>> startThirty(Flights.Work<Integer> work) {
    List<FutureTask<Optional<Integer>>> all =
        IntStream.range(0, 30)
            .mapToObj(
                _ ->
                    new FutureTask<>(
                        () ->
                            join(
                                () -> {
                                  gate.await();
                                  return work.run();
                                })))
            .toList();
    List<Thread> threads = all.stream().map(Thread::startVirtualThread).toList();
    await().until(() -> threads.stream().allMatch(FlightsTest::isWaiting));
    gate.countDown();
    return all;
  }

  private static boolean isWaiting(Thread thread) {
    return thread.getState() == Thread.State.WAITING
        || thread.getState() == Thread.State.TIMED_WAITING;
  }
}
