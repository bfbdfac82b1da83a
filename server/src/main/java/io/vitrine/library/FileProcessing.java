package io.vitrine.library;

import io.vitrine.catalog.Asset;
import io.vitrine.catalog.AssetState;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.catalog.Job;
import io.vitrine.catalog.JobProgress;
import io.vitrine.catalog.Jobs;
import io.vitrine.catalog.OperationStatus;
import io.vitrine.library.ProcessingState.Activity;
import io.vitrine.library.Refusal.Reason;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Tells how far the processing of files is, and has failed variants made again. */
public final class FileProcessing {
  private final Catalog catalog;
  private final ProcessingSchedule schedule;
  private final InstantSource clock;

  public FileProcessing(Catalog catalog, ProcessingSchedule schedule, InstantSource clock) {
    this.catalog = catalog;
    this.schedule = schedule;
    this.clock = clock;
  }

  /**
   * How far a file is.
   *
   * @throws Refusal {@code RESOURCE_NOT_FOUND}
   */
  public ProcessingState stateOf(String siteId, String fileId) {
    FileDescriptor file =
        catalog.files().find(siteId, fileId).orElseThrow(FileProcessing::notFound);
    List<Job> jobs = catalog.jobs().ofFile(file.id());
    Optional<JobProgress> progress = jobs.stream().flatMap(this::progress).findFirst();
    return new ProcessingState(
        file.operationStatus(),
        progress.isPresent() ? Activity.WORKING : jobs.isEmpty() ? Activity.NONE : Activity.WAITING,
        progress,
        progress.map(this::secondsLeft).orElse(OptionalLong.empty()),
        file.media().assets(),
        catalog.files().failure(siteId, file.id()));
  }

  /**
   * Has failed variants of a ready file made again.
   *
   * @param assetKey one of them; empty for all. When none failed, nothing is done
   * @throws Refusal {@code RESOURCE_NOT_FOUND}, {@code INVALID_ASSET_KEY}, or {@code
   *     FILE_NOT_READY} when the file is not ready, or still being worked on
   */
  public void retry(String siteId, String fileId, Optional<String> assetKey) {
    catalog.write(
        transaction -> {
          FileDescriptor file =
              transaction.files().find(siteId, fileId).orElseThrow(FileProcessing::notFound);
          assetKey
              .filter(key -> file.media().asset(key).isEmpty())
              .ifPresent(
                  unknown -> {
                    throw new Refusal(
                        Reason.INVALID_ASSET_KEY, "the file has no variant of this key");
                  });
          List<Asset> failed =
              file.media().assets().stream()
                  .filter(asset -> asset.state() == AssetState.FAILED)
                  .filter(asset -> assetKey.isEmpty() || assetKey.get().equals(asset.key()))
                  .map(asset -> Asset.pending(asset.key()))
                  .toList();
          if (!failed.isEmpty()) {
            requireIdle(transaction.jobs(), file);
            transaction.files().putAssets(siteId, fileId, failed);
            schedule.repeat(transaction, file);
          }
          return failed;
        });
  }

  private static void requireIdle(Jobs jobs, FileDescriptor file) {
    if (file.operationStatus() != OperationStatus.READY) {
      throw new Refusal(Reason.FILE_NOT_READY, "the file is not ready, so it has no variants");
    }
    if (!jobs.ofFile(file.id()).isEmpty()) {
      throw new Refusal(Reason.FILE_NOT_READY, "the file is still being processed");
    }
  }

  private Stream<JobProgress> progress(Job job) {
    return catalog.jobs().progress(job.kind(), job.key()).stream();
  }

  private OptionalLong secondsLeft(JobProgress progress) {
    if (progress.stepPercent() == 0) {
      return OptionalLong.empty();
    }
    Duration sofar = Duration.between(progress.stepStarted(), clock.instant());
    long left = sofar.toMillis() * (100 - progress.stepPercent()) / progress.stepPercent();
    return OptionalLong.of(Math.ceilDiv(Math.max(left, 0), 1_000));
  }

  private static Refusal notFound() {
    return new Refusal(Reason.RESOURCE_NOT_FOUND, "there is no file of this ID");
  }
}
