package io.vitrine.library;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vitrine.blob.BlobStore;
import io.vitrine.blob.StoreFullException;
import io.vitrine.blob.WrittenBlob;
import io.vitrine.catalog.BlobReference;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.CatalogException;
import io.vitrine.catalog.FileContent;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.catalog.FileFailure;
import io.vitrine.catalog.OperationStatus;
import io.vitrine.fetch.SourceClient;
import io.vitrine.fetch.SourceUrl;
import io.vitrine.fetch.UrlException;
import io.vitrine.jobs.JobHandler;
import io.vitrine.jobs.JobKind;
import io.vitrine.jobs.JobOutcome;
import io.vitrine.jobs.JobRun;
import io.vitrine.media.Detector;
import io.vitrine.media.MediaFormat;
import io.vitrine.media.MediaFormats;
import io.vitrine.media.MediaType;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the bytes of an import and makes its pending file a ready or a failed one, in the
 * transaction that ends the job (contract: files-api.md section 9.2, uploads.md section 3).
 */
public final class ImportJob implements JobHandler {
  private static final Logger log = LoggerFactory.getLogger(ImportJob.class);

  /** 10 at once for a site, 2 of them from one host (contract: uploads.md section 3.1). */
  public static final JobKind KIND = new JobKind("import", 32, 10, 2, Duration.ofSeconds(30));

  /** A file whose fetch has ended this many workers is no matter of bad luck. */
  private static final int MOST_ATTEMPTS = 50;

  private final Catalog catalog;
  private final BlobStore blobs;
  private final MediaFormats formats;
  private final SizeRules sizeRules;
  private final FileExaminer examiner;
  private final ImportSecrets secrets;
  private final EventLog events;
  private final ImportLimits limits;
  private final InstantSource clock;
  private final MeterRegistry metrics;
  private final ImportDownload.Surroundings downloads;

  public ImportJob(
      Catalog catalog,
      BlobStore blobs,
      SourceClient client,
      Detector detector,
      MediaFormats formats,
      ImportSecrets secrets,
      EventLog events,
      LibraryConfig config,
      ImportLimits limits,
      InstantSource clock,
      MeterRegistry metrics) {
    this.catalog = catalog;
    this.blobs = blobs;
    this.formats = formats;
    this.sizeRules = new SizeRules(config);
    this.examiner = new FileExaminer(blobs, detector, formats, sizeRules);
    this.secrets = secrets;
    this.events = events;
    this.limits = limits;
    this.clock = clock;
    this.metrics = metrics;
    Counter received =
        Counter.builder("vitrine.import.received")
            .description("Bytes that came from the sources of imports")
            .baseUnit("bytes")
            .register(metrics);
    this.downloads = new ImportDownload.Surroundings(client, blobs, formats, sizeRules, received);
  }

  @Override
  public JobOutcome handle(JobRun run) throws IOException {
    ImportPayload payload = ImportPayload.read(run.job().payload());
    Optional<FileDescriptor> file = pending(run);
    if (file.isEmpty()) {
      return new JobOutcome.Done();
    }
    try {
      return fetch(run, file.get(), payload);
    } catch (ImportException failure) {
      return fail(run, failure.failure());
    } catch (ImportClock.TooSlow failure) {
      return fail(run, failure.failure());
    } catch (Refusal refusal) {
      return fail(
          run, new FileFailure(refusal.reason().name(), refusal.getMessage(), refusal.data()));
    } catch (StoreFullException full) {
      return fail(
          run,
          new FileFailure(
              "INSUFFICIENT_STORAGE", "the server has no room left for the file", Map.of()));
    }
  }

  private JobOutcome fetch(JobRun run, FileDescriptor file, ImportPayload payload)
      throws ImportException, IOException {
    if (run.job().attempt() > MOST_ATTEMPTS) {
      throw ImportException.lasting("PROCESSING_FAILED", "the import broke off too often");
    }
    ImportPayload.Secrets own = secrets(file.id(), payload);
    Optional<MediaFormat> claim = payload.claimedFormat().flatMap(this::format);
    ImportClock time = new ImportClock(limits, clock);
    try (ImportDownload download =
        new ImportDownload(downloads, time, run, url(payload, own), own.urlHeaders(), claim)) {
      if (claim.isEmpty()) {
        download.probe();
      }
      int failures = run.job().failures();
      while (true) {
        try {
          WrittenBlob blob = download.attempt();
          return finish(run, file, payload, download, blob);
        } catch (ImportException failure) {
          run.check();
          if (failure.isPassing()) {
            // What looks like a cut may be the end that the time made.
            time.check();
          }
          Optional<Duration> pause = time.pause(failures, failure);
          if (pause.isEmpty()) {
            throw failure;
          }
          if (!download.canResume()) {
            return new JobOutcome.Retry(pause.get(), failures + 1 - run.job().failures());
          }
          failures++;
          run.pause(pause.get());
          time.paused(pause.get());
        }
      }
    }
  }

  private JobOutcome finish(
      JobRun run,
      FileDescriptor file,
      ImportPayload payload,
      ImportDownload download,
      WrittenBlob blob)
      throws ImportException, IOException {
    FileExaminer.Examined found = examined(file, payload, download, blob);
    BlobReference kept;
    try {
      kept = catalog.write(transaction -> fill(transaction, run, payload, download, found));
    } catch (Refusal | LostException refusal) {
      blobs.delete(blob.key());
      if (refusal instanceof LostException) {
        return new JobOutcome.Settled();
      }
      throw refusal;
    } catch (CatalogException failure) {
      // As in FileIntake: only a full database surely kept nothing.
      if (failure.isFull()) {
        blobs.delete(blob.key());
      }
      throw failure;
    }
    if (!kept.key().equals(blob.key().value())) {
      blobs.delete(blob.key());
    }
    count("READY");
    return new JobOutcome.Settled();
  }

  /** What the bytes are; when that fails, whatever the reason, no row can name them. */
  private FileExaminer.Examined examined(
      FileDescriptor file, ImportPayload payload, ImportDownload download, WrittenBlob blob)
      throws ImportException, IOException {
    boolean good = false;
    try {
      FileExaminer.Examined found =
          examiner.examine(blob, "application/octet-stream", hint(file, payload, download));
      checkMediaType(found.format(), payload);
      good = true;
      return found;
    } finally {
      if (!good) {
        blobs.delete(blob.key());
      }
    }
  }

  /** The job is somebody else's now, or gone with its file. */
  private static final class LostException extends RuntimeException {
    LostException() {
      super("the import is no longer this worker's", null, false, false);
    }
  }

  private BlobReference fill(
      Catalog.Transaction transaction,
      JobRun run,
      ImportPayload payload,
      ImportDownload download,
      FileExaminer.Examined found) {
    if (!transaction.jobs().complete(run.lease())) {
      throw new LostException();
    }
    String siteId = run.job().siteId();
    FileDescriptor file =
        transaction.files().find(siteId, run.job().key()).orElseThrow(LostException::new);
    sizeRules.checkQuota(transaction.sites(), siteId, found.bytes().size());
    // The user may have renamed it meanwhile.
    String name =
        payload
            .madeUpName()
            .filter(file.displayName()::equals)
            .flatMap(madeUp -> download.toldName())
            .orElse(file.displayName());
    BlobReference shared = transaction.blobs().share(siteId, found.bytes());
    boolean filled =
        transaction
            .files()
            .fill(
                siteId,
                file.id(),
                new FileContent(
                    FileNames.complete(name, found.format(), formats),
                    found.format().mediaType(),
                    found.format().mimeType(),
                    shared,
                    found.pixelSize(),
                    now()));
    if (!filled) {
      throw new LostException();
    }
    events.fileAdded(transaction, transaction.files().find(siteId, file.id()).orElseThrow());
    return shared;
  }

  private JobOutcome fail(JobRun run, FileFailure failure) {
    boolean noted =
        catalog.write(
            transaction ->
                transaction.jobs().complete(run.lease()) && fail(transaction, run, failure));
    if (noted) {
      log.info("import {} failed: {} {}", run.job().key(), failure.code(), failure.description());
      count(failure.code());
    }
    return new JobOutcome.Settled();
  }

  private boolean fail(Catalog.Transaction transaction, JobRun run, FileFailure failure) {
    String siteId = run.job().siteId();
    String id = run.job().key();
    boolean failed = transaction.files().fail(siteId, id, failure, now());
    if (failed) {
      events.fileFailed(transaction, transaction.files().find(siteId, id).orElseThrow(), failure);
    }
    return failed;
  }

  private Optional<FileDescriptor> pending(JobRun run) {
    return catalog
        .files()
        .find(run.job().siteId(), run.job().key())
        .filter(file -> file.operationStatus() == OperationStatus.PENDING);
  }

  private ImportPayload.Secrets secrets(String fileId, ImportPayload payload)
      throws ImportException {
    if (payload.secrets().isEmpty()) {
      return ImportPayload.Secrets.NONE;
    }
    return secrets
        .open(fileId, payload.secrets().get())
        .map(ImportPayload.Secrets::read)
        .orElseThrow(
            () ->
                ImportException.lasting(
                    "PROCESSING_FAILED", "the parameters for the source cannot be read any more"));
  }

  private static SourceUrl url(ImportPayload payload, ImportPayload.Secrets own)
      throws ImportException {
    try {
      return SourceUrl.parse(payload.url()).with(own.urlParams());
    } catch (UrlException changed) {
      throw ImportException.lasting("SOURCE_ADDRESS_FORBIDDEN", changed.getMessage());
    }
  }

  /** A name whose extension says what the bytes may be, where they do not say it themselves. */
  private Optional<String> hint(
      FileDescriptor file, ImportPayload payload, ImportDownload download) {
    Optional<MediaFormat> claim =
        payload.claimedFormat().flatMap(this::format).or(download::toldFormat);
    boolean told = formats.byFileName(file.displayName()).isPresent();
    if (claim.isPresent() && (payload.claimedFormat().isPresent() || !told)) {
      boolean fits = formats.byFileName(file.displayName()).filter(claim.get()::equals).isPresent();
      return Optional.of(
          fits ? file.displayName() : file.displayName() + "." + claim.get().canonicalExtension());
    }
    Optional<String> source =
        download.toldName().filter(name -> formats.byFileName(name).isPresent());
    return told
        ? Optional.of(file.displayName())
        : source.or(() -> Optional.of(file.displayName()));
  }

  private void checkMediaType(MediaFormat found, ImportPayload payload) throws ImportException {
    Optional<MediaType> claimed =
        payload.claimedFormat().flatMap(this::format).map(MediaFormat::mediaType);
    for (Optional<MediaType> wanted : List.of(payload.expected(), claimed)) {
      if (wanted.isPresent() && wanted.get() != found.mediaType()) {
        throw ImportException.lasting(
            "MISMATCH_MIME_TYPE",
            "the source is " + found.mimeType() + ", but " + wanted.get() + " was expected");
      }
    }
  }

  private Optional<MediaFormat> format(String extension) {
    return formats.byFileName("x." + extension);
  }

  private void count(String outcome) {
    Counter.builder("vitrine.imports")
        .description("Imports that ended, by the status READY or the code they failed with")
        .tag("outcome", outcome)
        .register(metrics)
        .increment();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
