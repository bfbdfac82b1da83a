package io.vitrine.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vitrine.blob.BlobKey;
import io.vitrine.catalog.Asset;
import io.vitrine.catalog.AssetState;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.catalog.FileFailure;
import io.vitrine.catalog.Job;
import io.vitrine.catalog.JobClaim;
import io.vitrine.catalog.OperationStatus;
import io.vitrine.media.MediaFacts;
import io.vitrine.media.MediaType;
import io.vitrine.media.PixelSize;
import io.vitrine.media.ProcessingException;
import io.vitrine.media.ProcessingException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Pending files become ready with all that was made of them, or failed, exactly once. */
class EssentialWorkTest extends ProcessingFixture {

  @Test
  void anImageIsReadyWithFactsAndVariantsWhenItIsAdded() {
    Scripted look =
        new Scripted(
            "look",
            work -> {
              assertThat(Files.readString(work.source().path())).isEqualTo("a picture");
              assertThat(work.source().size()).isEqualTo(9);
              work.note(facts -> facts.with(picture(30, 20)));
              work.searchable("giraffe");
            });
    Scripted preview =
        new Scripted(
            "preview",
            work -> {
              assertThat(work.facts().picture()).isPresent();
              assertThat(work.has("image.preview")).isFalse();
              work.plan(List.of("image.preview"));
              Scripted.deliver(work, "image.preview", "first");
              Scripted.deliver(work, "image.preview", "second");
              assertThat(work.has("image.preview")).isTrue();
              assertThat(work.details("image.preview")).isEqualTo("details of second");
              assertThat(work.folder()).isEmptyDirectory();
              Files.writeString(work.folder().resolve("left"), "over");
            });

    FileDescriptor file = add(workers(List.of(look, preview), List.of()), "a picture");

    assertThat(file.operationStatus()).isEqualTo(OperationStatus.READY);
    assertThat(file.updated()).isAfterOrEqualTo(file.created());
    assertThat(file.pixelSize()).contains(new PixelSize(30, 20));
    assertThat(MediaFacts.parse(file.media().facts()).picture()).contains(picture(30, 20));
    Asset asset = file.media().readyAsset("image.preview").orElseThrow();
    assertThat(asset.mimeType()).isEqualTo("text/plain");
    assertThat(asset.duration()).contains(Duration.ofMillis(1_500));
    assertThat(asset.blob().orElseThrow().size()).isEqualTo(6);
    assertThat(catalog.jobs().ofFile(file.id())).isEmpty();
    assertThat(catalog.sites().find(SITE).orElseThrow().bytes()).isEqualTo(9);
    assertNothingLeftBehind();
  }

  @Test
  void aVariantWithBytesThatTheSiteHasAlreadySharesThem() {
    ProcessingWorkers workers =
        workers(
            List.of(new Scripted("copy", work -> Scripted.deliver(work, "copy", "the same"))),
            List.of());

    FileDescriptor file = add(workers, "the same");

    assertThat(file.media().readyAsset("copy").orElseThrow().blob()).isEqualTo(file.blob());
    assertNothingLeftBehind();
    deleteForGood(file);
    assertThat(catalog.blobs().released(10)).hasSize(1);
  }

  @Test
  void aFileThatCannotBeProcessedFailsOnceAndKeepsNothing() {
    Scripted good =
        new Scripted("good", work -> Scripted.deliver(work, "image.preview", "preview"));
    Scripted bad =
        new Scripted(
            "bad",
            work -> {
              Scripted.deliver(work, "other", "other");
              throw new ProcessingException(Code.FILE_CORRUPT, "the picture is cut short");
            });

    FileDescriptor file = add(workers(List.of(good, bad), List.of()), "a picture");

    assertThat(file.operationStatus()).isEqualTo(OperationStatus.FAILED);
    assertThat(file.media().assets()).isEmpty();
    assertThat(catalog.files().failure(SITE, file.id()).orElseThrow())
        .isEqualTo(new FileFailure("FILE_CORRUPT", "the picture is cut short", Map.of()));
    assertThat(bad.runs()).isEqualTo(1);
    assertThat(catalog.jobs().ofFile(file.id())).isEmpty();
    assertNothingLeftBehind();
  }

  @Test
  void ourOwnFaultsAreTriedAgain() {
    Scripted step =
        new Scripted(
            "shaky",
            work -> {
              Scripted.deliver(work, "image.preview", "preview");
              if (catalog.jobs().ofFile(id(1)).getFirst().failures() < 2) {
                throw new IOException("the disk hiccups");
              }
            });

    FileDescriptor file = add(workers(List.of(step), List.of()), "a picture");

    awaitStatus(file, OperationStatus.READY);
    assertThat(step.runs()).isEqualTo(3);
    assertThat(keys(file, AssetState.READY)).containsExactly("image.preview");
    assertNothingLeftBehind();
  }

  @Test
  void aFaultThatStaysFailsTheFileInTheEnd() {
    Scripted step =
        new Scripted(
            "broken",
            _ -> {
              throw new StackOverflowError("too deep");
            });

    FileDescriptor file = add(workers(List.of(step), List.of()), "a picture");

    awaitStatus(file, OperationStatus.FAILED);
    assertThat(step.runs()).isEqualTo(LIMITS.retries().size() + 1);
    assertThat(catalog.files().failure(SITE, file.id()).orElseThrow().code())
        .isEqualTo("PROCESSING_FAILED");
  }

  @Test
  void bytesThatAreLostAreOurFault() throws IOException {
    ProcessingWorkers workers = workers(List.of(Scripted.endless("endless")), List.of());
    Scripted never = new Scripted("never", _ -> {});
    workers.close();
    FileDescriptor file = add(workers, "a picture");
    blobs.delete(new BlobKey(file.blob().orElseThrow().key()));

    workers(List.of(never), List.of());

    awaitStatus(file, OperationStatus.FAILED);
    assertThat(never.runs()).isZero();
  }

  @Test
  void aFileThatTakesTooLongFails() {
    Scripted endless = Scripted.endless("endless");

    FileDescriptor file =
        add(
            workers(
                List.of(endless),
                List.of(),
                new ProcessingLimits(Duration.ofMillis(100), LIMITS.retries(), 50)),
            "a picture");

    assertThat(file.operationStatus()).isEqualTo(OperationStatus.FAILED);
    assertThat(catalog.files().failure(SITE, file.id()).orElseThrow().code())
        .isEqualTo("PROCESSING_TIMEOUT");
    assertThat(endless.interrupted()).isEqualTo(1);
  }

  @Test
  void aFileThatIsDeletedForGoodStopsItsWork() {
    Scripted endless =
        new Scripted(
            "endless",
            work -> {
              Scripted.deliver(work, "image.preview", "preview");
              Thread.sleep(Duration.ofMinutes(5));
            });
    ProcessingWorkers workers = workers(List.of(endless), List.of());
    FileDescriptor file = add(workers, MediaType.VIDEO, "a film");
    await().until(() -> endless.runs() == 1);

    deleteForGood(file);
    workers.checkLeases();

    await().until(() -> endless.interrupted() == 1);
    await().until(() -> catalog.blobs().released(10).size() == 1);
    assertNothingLeftBehind();
  }

  @Test
  void aWorkerThatLostItsJobChangesNothing() {
    Scripted first =
        new Scripted(
            "slow",
            work -> {
              Scripted.deliver(work, "by", "the first");
              Thread.sleep(Duration.ofMinutes(5));
            });
    FileDescriptor file = add(workers(List.of(first), List.of()), MediaType.VIDEO, "a film");
    await().until(() -> first.runs() == 1);

    Job stolen = steal("film").getFirst();
    await().until(() -> first.interrupted() == 1);
    assertThat(now(file).media().assets()).isEmpty();
    assertThat(now(file).operationStatus()).isEqualTo(OperationStatus.PENDING);
    assertThat(catalog.jobs().find("film", file.id()).orElseThrow().attempt())
        .isEqualTo(stolen.attempt());
    assertNothingLeftBehind();
  }

  @Test
  void whatAStoppedWorkerDidIsDoneByTheNext() {
    Scripted endless = Scripted.endless("endless");
    ProcessingWorkers stopped = workers(List.of(endless), List.of());
    FileDescriptor file = add(stopped, MediaType.VIDEO, "a film");
    await().until(() -> endless.runs() == 1);

    stopped.close();

    assertThat(endless.interrupted()).isEqualTo(1);
    assertThat(now(file).operationStatus()).isEqualTo(OperationStatus.PENDING);
    Scripted next = new Scripted("next", work -> Scripted.deliver(work, "720p.mp4", "rung"));
    workers(List.of(next), List.of());
    awaitStatus(file, OperationStatus.READY);
    assertThat(keys(file, AssetState.READY)).containsExactly("720p.mp4");
  }

  @Test
  void aFileWhoseWorkersAreLostAgainAndAgainFails() {
    Scripted endless = Scripted.endless("endless");
    ProcessingWorkers stopped = workers(List.of(endless), List.of());
    FileDescriptor file = add(stopped, MediaType.VIDEO, "a film");
    await().until(() -> endless.runs() == 1);
    stopped.close();

    workers(List.of(endless), List.of(), new ProcessingLimits(LIMITS.time(), LIMITS.retries(), 1));

    awaitStatus(file, OperationStatus.FAILED);
    assertThat(endless.runs()).isEqualTo(1);
  }

  @Test
  void aPictureDoesNotWaitBehindFilms() {
    Scripted busy =
        new Scripted(
            "busy",
            work -> {
              if (work.source().mediaType() == MediaType.VIDEO) {
                Thread.sleep(Duration.ofMinutes(5));
              }
            });
    ProcessingWorkers workers = workers(List.of(busy), List.of());
    for (int i = 0; i < 4; i++) {
      add(workers, MediaType.VIDEO, "film " + i);
    }
    await().until(() -> busy.runs() == 1);

    assertThat(add(workers, "a picture").operationStatus()).isEqualTo(OperationStatus.READY);
  }

  @Test
  void progressAndPlansAreSeenWhileTheWorkGoesOn() {
    Scripted renditions =
        new Scripted(
            "renditions",
            work -> {
              work.plan(List.of("720p.mp4", "360p.mp4"));
              while (true) {
                work.progress(0.5);
                Thread.sleep(50);
              }
            });
    ProcessingWorkers workers =
        workers(List.of(renditions, new Scripted("rest", _ -> {})), List.of());
    FileDescriptor file = add(workers, MediaType.VIDEO, "a film");
    FileProcessing processing =
        new FileProcessing(catalog, workers.schedule(), InstantSource.system());
    assertThat(processing.stateOf(SITE, file.id()).activity())
        .isEqualTo(ProcessingState.Activity.WAITING);

    await()
        .until(
            () ->
                processing.stateOf(SITE, file.id()).activity() == ProcessingState.Activity.WORKING);

    ProcessingState state = processing.stateOf(SITE, file.id());
    assertThat(state.status()).isEqualTo(OperationStatus.PENDING);
    assertThat(state.progress().orElseThrow().step()).isEqualTo("renditions");
    assertThat(state.progress().orElseThrow().percent()).isEqualTo(25);
    assertThat(state.progress().orElseThrow().stepPercent()).isEqualTo(50);
    assertThat(state.secondsLeft().orElseThrow()).isBetween(0L, 60L);
    assertThat(keys(file, AssetState.PENDING)).containsExactly("360p.mp4", "720p.mp4");
  }

  private List<Job> steal(String kind) {
    Instant later = Instant.now().plusSeconds(3_600);
    return catalog.write(
        transaction ->
            transaction
                .jobs()
                .claim(new JobClaim(kind, later, later.plusSeconds(3_600), 10, 10, 10)));
  }

  private static String id(int number) {
    return "a1b2c3_%032x~mv2.jpg".formatted(number);
  }

  private static MediaFacts.Picture picture(int width, int height) {
    return new MediaFacts.Picture(
        new PixelSize(width, height),
        1,
        false,
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty());
  }
}
