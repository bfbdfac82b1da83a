package io.vitrine.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vitrine.catalog.AssetState;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.catalog.OperationStatus;
import io.vitrine.media.MediaType;
import io.vitrine.media.ProcessingException;
import io.vitrine.media.ProcessingException.Code;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Variants of ready files: they come as they are made, fail alone, and can be tried again. */
class LaterWorkTest extends ProcessingFixture {

  @Test
  void aFileWithoutEssentialStepsIsReadyAtOnceAndGetsItsVariantsLater() {
    CountDownLatch go = new CountDownLatch(1);
    Scripted first =
        new Scripted(
            "first",
            work -> {
              go.await();
              Scripted.deliver(work, "image.preview", "page one");
            });
    FileDescriptor file = add(workers(List.of(), List.of(first)), MediaType.DOCUMENT, "a document");
    assertThat(file.operationStatus()).isEqualTo(OperationStatus.READY);
    assertThat(file.media().assets()).isEmpty();

    go.countDown();
    awaitIdle(file);

    assertThat(keys(file, AssetState.READY)).containsExactly("image.preview");
    assertThat(now(file).updated()).isEqualTo(file.updated());
    assertNothingLeftBehind();
  }

  @Test
  void laterStepsFollowTheEssentialOnesAndSeeWhatTheyMade() {
    Scripted essential =
        new Scripted("essential", work -> Scripted.deliver(work, "360p.mp4", "rung"));
    Scripted later =
        new Scripted(
            "later",
            work -> {
              assertThat(work.has("360p.mp4")).isTrue();
              assertThat(work.details("360p.mp4")).isEqualTo("details of rung");
              Scripted.deliver(work, "720p.mp4", "rung 2");
            });

    FileDescriptor file = add(workers(List.of(essential), List.of(later)), MediaType.VIDEO, "film");

    awaitStatus(file, OperationStatus.READY);
    awaitIdle(file);
    assertThat(keys(file, AssetState.READY)).containsExactly("360p.mp4", "720p.mp4");
  }

  @Test
  void whatIsPublishedIsSeenBeforeTheStepEnds() {
    CountDownLatch go = new CountDownLatch(1);
    Scripted step =
        new Scripted(
            "renditions",
            work -> {
              work.plan(List.of("480p.mp4", "720p.mp4"));
              Scripted.deliver(work, "480p.mp4", "one");
              work.publish();
              Scripted.deliver(work, "720p.mp4", "two");
              go.await();
            });
    FileDescriptor file = add(workers(List.of(), List.of(step)), MediaType.VIDEO, "film");

    await().until(() -> keys(file, AssetState.READY).equals(List.of("480p.mp4")));
    assertThat(keys(file, AssetState.PENDING)).containsExactly("720p.mp4");
    go.countDown();

    awaitIdle(file);
    assertThat(keys(file, AssetState.READY)).containsExactly("480p.mp4", "720p.mp4");
  }

  @Test
  void aStepThatFailsFailsItsVariantsAndNoOthers() {
    Scripted bad =
        new Scripted(
            "bad",
            work -> {
              work.plan(List.of("a", "b", "c"));
              Scripted.deliver(work, "a", "a");
              work.publish();
              Scripted.deliver(work, "b", "b");
              throw new ProcessingException(Code.MEDIA_LIMIT_EXCEEDED, "too many pages");
            });
    Scripted partly =
        new Scripted(
            "partly",
            work -> {
              work.plan(List.of("d", "e", "f"));
              Scripted.deliver(work, "d", "d");
              work.fail("e", Code.FILE_CORRUPT, "no such page");
            });

    FileDescriptor file = add(workers(List.of(), List.of(bad, partly)), "a picture");
    awaitIdle(file);

    assertThat(now(file).operationStatus()).isEqualTo(OperationStatus.READY);
    assertThat(keys(file, AssetState.READY)).containsExactly("a", "d");
    assertThat(keys(file, AssetState.FAILED)).containsExactly("b", "c", "e", "f");
    assertThat(code(file, "c")).isEqualTo("MEDIA_LIMIT_EXCEEDED");
    assertThat(code(file, "e")).isEqualTo("FILE_CORRUPT");
    assertThat(code(file, "f")).isEqualTo("PROCESSING_FAILED");
    assertNothingLeftBehind();
  }

  @Test
  void ourOwnFaultsAreTriedAgainAndThenGivenUp() {
    Scripted broken =
        new Scripted(
            "broken",
            work -> {
              work.plan(List.of("a"));
              throw new IOException("no tool");
            });
    Scripted good = new Scripted("good", work -> Scripted.deliver(work, "b", "b"));

    FileDescriptor file = add(workers(List.of(), List.of(broken, good)), "a picture");
    awaitIdle(file);

    assertThat(broken.runs()).isEqualTo(LIMITS.retries().size() + 1);
    assertThat(keys(file, AssetState.READY)).containsExactly("b");
    assertThat(code(file, "a")).isEqualTo("PROCESSING_FAILED");
    assertThat(now(file).operationStatus()).isEqualTo(OperationStatus.READY);
  }

  @Test
  void laterStepsThatTakeTooLongAreGivenUp() {
    Scripted endless =
        new Scripted(
            "endless",
            work -> {
              work.plan(List.of("a"));
              new CountDownLatch(1).await();
            });

    FileDescriptor file =
        add(
            workers(
                List.of(),
                List.of(endless),
                new ProcessingLimits(Duration.ofMillis(100), LIMITS.retries(), 50)),
            "a picture");
    awaitIdle(file);

    assertThat(code(file, "a")).isEqualTo("PROCESSING_TIMEOUT");
    assertThat(endless.runs()).isEqualTo(1);
  }

  @Test
  void failedVariantsAreMadeAgainWhenAskedFor() {
    AtomicBoolean well = new AtomicBoolean();
    Scripted essential =
        new Scripted(
            "essential",
            work -> {
              if (!well.get()) {
                work.fail("poster.1", Code.FILE_CORRUPT, "no picture there");
              } else if (!work.has("poster.1")) {
                Scripted.deliver(work, "poster.1", "poster");
              }
            });
    Scripted later =
        new Scripted(
            "later",
            work -> {
              work.plan(List.of("720p.mp4"));
              if (!well.get()) {
                throw new ProcessingException(Code.PROCESSING_FAILED, "not today");
              }
              Scripted.deliver(work, "720p.mp4", "rung");
            });
    ProcessingWorkers workers = workers(List.of(essential), List.of(later));
    FileDescriptor file = add(workers, MediaType.VIDEO, "film");
    awaitStatus(file, OperationStatus.READY);
    awaitIdle(file);
    assertThat(keys(file, AssetState.FAILED)).containsExactly("720p.mp4", "poster.1");
    FileProcessing processing =
        new FileProcessing(catalog, workers.schedule(), InstantSource.system());
    well.set(true);

    processing.retry(SITE, file.id(), Optional.of("720p.mp4"));
    awaitIdle(file);

    assertThat(keys(file, AssetState.READY)).containsExactly("720p.mp4", "poster.1");
    assertThat(now(file).operationStatus()).isEqualTo(OperationStatus.READY);
    processing.retry(SITE, file.id(), Optional.empty());
    assertThat(catalog.jobs().ofFile(file.id())).as("nothing failed").isEmpty();
    assertThat(processing.stateOf(SITE, file.id()).activity())
        .isEqualTo(ProcessingState.Activity.NONE);
    assertThatThrownBy(() -> processing.retry(SITE, file.id(), Optional.of("unknown")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("no variant");
    assertThatThrownBy(() -> processing.retry("other site", file.id(), Optional.empty()))
        .isInstanceOf(Refusal.class);
  }

  private String code(FileDescriptor file, String key) {
    return now(file).media().asset(key).orElseThrow().failure().orElseThrow().code();
  }
}
