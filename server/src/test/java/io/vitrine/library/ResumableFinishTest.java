package io.vitrine.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrine.blob.UploadKey;
import io.vitrine.blob.WrittenBlob;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.library.Refusal.Reason;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/** How long a request that makes a file waits (contract: uploads.md section 2.1, finish). */
class ResumableFinishTest extends ResumableFixture {
  private final CountDownLatch secondBegan = new CountDownLatch(1);
  private volatile boolean firstHashes;

  @Test
  void whoWaitedForItsTurnWaitsForDigestsOnlyWhatIsLeftOfItsTime() throws Exception {
    String token = reserved(1);
    append(intake.create(whole(token, Optional.of(5L))), 5);
    AtomicInteger heartbeats = new AtomicInteger();
    CountDownLatch firstHasItsTurn = new CountDownLatch(1);
    ResumableFinish finish =
        finish(
            waiting -> {
              if (heartbeats.incrementAndGet() == 1) {
                firstHashes = true;
                firstHasItsTurn.countDown();
                await(secondBegan);
                firstHashes = false;
                pass(Duration.ofSeconds(46));
              }
              waiting.accept(0);
            });
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<FileDescriptor> first = threads.submit(() -> finish.finish(token, Optional.empty()));
      assertThat(firstHasItsTurn.await(10, TimeUnit.SECONDS)).isTrue();
      Future<FileDescriptor> second = threads.submit(() -> finish.finish(token, Optional.empty()));

      assertBeingHashed(first);
      assertBeingHashed(second);
    }

    assertThat(heartbeats).hasValue(2);
    assertThat(finish.finish(token, Optional.empty()).displayName()).isEqualTo("a.txt");
  }

  private ResumableFinish finish(Hashing hashing) {
    ForwardingUploadStore slow =
        new ForwardingUploadStore(store) {
          @Override
          public WrittenBlob complete(UploadKey key, LongConsumer waiting) throws IOException {
            hashing.heartbeat(waiting);
            return super.complete(key, waiting);
          }
        };
    return finish(slow, this::clock);
  }

  private interface Hashing {
    void heartbeat(LongConsumer waiting);
  }

  /** While the first one hashes, only the second one asks for the time. */
  private Instant clock() {
    Instant time = now;
    if (firstHashes) {
      secondBegan.countDown();
    }
    return time;
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(10, TimeUnit.SECONDS)) {
        throw new AssertionError("the second one took no time before its turn");
      }
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private static void assertBeingHashed(Future<FileDescriptor> answer) {
    assertThatThrownBy(() -> answer.get(20, TimeUnit.SECONDS))
        .cause()
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.reason()).isEqualTo(Reason.UPLOAD_BEING_HASHED));
  }
}
