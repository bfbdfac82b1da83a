package io.vitrine.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrine.catalog.Job;
import io.vitrine.jobs.JobHandler;
import io.vitrine.jobs.JobOutcome;
import io.vitrine.jobs.JobRun;
import io.vitrine.jobs.JobStoppedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RightOfWayTest {
  private static final Duration MOMENT = Duration.ofMillis(1);
  private static final Duration LONG = Duration.ofMinutes(1);

  private final List<String> ended = new CopyOnWriteArrayList<>();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch mayEnd = new CountDownLatch(1);

  @Test
  void otherWorkWaitsUntilNobodyWaits() throws Exception {
    RightOfWay way = new RightOfWay(MOMENT, LONG);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> first = threads.submit(() -> way.before(this::holdUp).handle(run()));
      begun.await();
      Future<?> other = threads.submit(() -> way.behind(_ -> end("other")).handle(run()));
      mayEnd.countDown();
      first.get();
      other.get();
    }
    assertThat(ended).containsExactly("first", "other");
  }

  @Test
  void otherWorkDoesNotWaitForEver() throws Exception {
    RightOfWay way = new RightOfWay(MOMENT, Duration.ofMillis(50));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> first = threads.submit(() -> way.before(this::holdUp).handle(run()));
      begun.await();
      way.behind(_ -> end("other")).handle(run());
      mayEnd.countDown();
      first.get();
    }
    assertThat(ended).containsExactly("other", "first");
  }

  @Test
  void workThatFailedIsNotWaitedFor() throws Exception {
    RightOfWay way = new RightOfWay(MOMENT, LONG);
    JobHandler failing =
        way.before(
            _ -> {
              throw new IllegalStateException("it failed");
            });
    assertThatThrownBy(() -> failing.handle(run())).hasMessage("it failed");
    way.behind(_ -> end("other")).handle(run());
    assertThat(ended).containsExactly("other");
  }

  @Test
  void whoWaitsStopsWhenTold() throws Exception {
    RightOfWay way = new RightOfWay(MOMENT, LONG);
    JobRun told = run();
    told.stop();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> first = threads.submit(() -> way.before(this::holdUp).handle(run()));
      begun.await();
      assertThatThrownBy(() -> way.behind(_ -> end("other")).handle(told))
          .isInstanceOf(JobStoppedException.class);
      mayEnd.countDown();
      first.get();
    }
    assertThat(ended).containsExactly("first");
  }

  private JobOutcome holdUp(JobRun run) throws InterruptedException {
    begun.countDown();
    mayEnd.await();
    return end("first");
  }

  private JobOutcome end(String name) {
    ended.add(name);
    return new JobOutcome.Done();
  }

  private static JobRun run() {
    return new JobRun(Job.fresh("kind", "key", "site", "", Optional.empty(), "", Instant.EPOCH));
  }
}
