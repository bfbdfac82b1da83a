package io.vitrine.library;

import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.catalog.FileMedia;
import io.vitrine.catalog.Job;
import io.vitrine.catalog.OperationStatus;
import io.vitrine.catalog.State;
import io.vitrine.fetch.GuardedConnections;
import io.vitrine.fetch.SourceUrl;
import io.vitrine.fetch.UrlException;
import io.vitrine.media.MediaFormat;
import io.vitrine.media.MediaFormats;
import io.vitrine.media.MediaType;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Accepts files that are to be fetched from elsewhere (contract: files-api.md section 9). A pending
 * file and the job that will fill it are made in one transaction; nothing is fetched here.
 */
public final class FileImporter {
  private static final String UNNAMED = "file";

  private final Catalog catalog;
  private final GuardedConnections connections;
  private final MediaFormats formats;
  private final SizeRules sizeRules;
  private final FileIds fileIds;
  private final FolderEditor folderEditor;
  private final ImportSecrets secrets;
  private final InstantSource clock;
  private final Runnable onScheduled;

  /**
   * @param onScheduled is called when jobs were scheduled
   */
  public FileImporter(
      Catalog catalog,
      GuardedConnections connections,
      MediaFormats formats,
      FolderEditor folderEditor,
      ImportSecrets secrets,
      LibraryConfig config,
      InstantSource clock,
      SecureRandom random,
      Runnable onScheduled) {
    this.catalog = catalog;
    this.connections = connections;
    this.formats = formats;
    this.sizeRules = new SizeRules(config);
    this.fileIds = new FileIds(random);
    this.folderEditor = folderEditor;
    this.secrets = secrets;
    this.clock = clock;
    this.onScheduled = onScheduled;
  }

  /** What became of one of several requests. */
  public sealed interface Accepted {
    /** It is pending now. */
    record Taken(FileDescriptor file) implements Accepted {}

    /** Nothing was made. */
    record Refused(Refusal refusal) implements Accepted {}
  }

  /** What is wrong with a URL, as far as that can be told without looking up a name. */
  public Optional<String> problem(String url) {
    try {
      return connections.refusal(SourceUrl.parse(url));
    } catch (UrlException malformed) {
      return Optional.of(malformed.getMessage());
    }
  }

  /**
   * Accepts files, all or none.
   *
   * @param requests with URLs that have no {@link #problem}
   * @return the pending files, in this order
   * @throws Refusal {@code RESOURCE_NOT_FOUND} or {@code FOLDER_IN_TRASH} for a folder, {@code
   *     SITE_QUOTA_EXCEEDED}, {@code INVALID_URL_HEADERS}
   */
  public List<FileDescriptor> acceptAll(String siteId, List<ImportRequest> requests) {
    requests.forEach(request -> ImportHeaders.check(request.urlHeaders()));
    List<FileDescriptor> files =
        catalog.write(
            transaction ->
                requests.stream().map(request -> accept(transaction, siteId, request)).toList());
    onScheduled.run();
    return files;
  }

  /**
   * Accepts those files that can be, each for itself.
   *
   * @param requests with URLs that have no {@link #problem}
   * @return what became of each, in this order
   */
  public List<Accepted> acceptEach(String siteId, List<ImportRequest> requests) {
    List<Accepted> accepted =
        catalog.write(
            transaction ->
                requests.stream().map(request -> tryOne(transaction, siteId, request)).toList());
    onScheduled.run();
    return accepted;
  }

  /** A refusal comes before the first change, so the transaction goes on without this one. */
  private Accepted tryOne(Catalog.Transaction transaction, String siteId, ImportRequest request) {
    try {
      ImportHeaders.check(request.urlHeaders());
      return new Accepted.Taken(accept(transaction, siteId, request));
    } catch (Refusal refusal) {
      return new Accepted.Refused(refusal);
    }
  }

  private FileDescriptor accept(
      Catalog.Transaction transaction, String siteId, ImportRequest request) {
    FolderEditor.checkTarget(transaction.folders(), siteId, request.parentFolderId());
    // Nothing fits into a full site; how much this one needs is not known yet.
    sizeRules.checkQuota(transaction.sites(), siteId, 1);
    Optional<String> known =
        request
            .displayName()
            .filter(name -> !name.isBlank())
            .map(FileNames::cut)
            .or(() -> SourceNames.ofUrl(request.url()));
    Optional<MediaFormat> claim =
        request
            .mimeType()
            .flatMap(formats::byMimeType)
            .or(() -> known.flatMap(formats::byFileName))
            .or(() -> SourceNames.ofUrl(request.url()).flatMap(formats::byFileName));
    String name = known.orElse(UNNAMED);
    String shown = claim.map(format -> FileNames.complete(name, format, formats)).orElse(name);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    String folderId =
        folderEditor.resolvePath(transaction, siteId, request.parentFolderId(), request.filePath());
    FileDescriptor file =
        new FileDescriptor(
            siteId,
            claim
                .map(format -> fileIds.create(siteId, format))
                .orElseGet(() -> fileIds.createUntyped(siteId)),
            folderId,
            shown,
            claim.map(MediaFormat::mediaType).or(request::mediaType).orElse(MediaType.OTHER),
            claim.map(MediaFormat::mimeType).orElse("application/octet-stream"),
            request.isPrivate(),
            OperationStatus.PENDING,
            State.OK,
            Optional.empty(),
            Optional.empty(),
            FileMedia.NONE,
            request.labels(),
            List.of(),
            Optional.of(request.url()),
            request.externalInfo(),
            now,
            now);
    transaction.files().insert(file);
    transaction.jobs().schedule(job(file, request, claim, known.isEmpty()));
    return file;
  }

  private Job job(
      FileDescriptor file,
      ImportRequest request,
      Optional<MediaFormat> claim,
      boolean nameIsMadeUp) {
    ImportPayload.Secrets own = ImportPayload.Secrets.of(request);
    ImportPayload payload =
        new ImportPayload(
            request.url(),
            claim.map(MediaFormat::canonicalExtension),
            request.mediaType(),
            nameIsMadeUp ? Optional.of(file.displayName()) : Optional.empty(),
            own.isEmpty() ? Optional.empty() : Optional.of(secrets.close(file.id(), own.write())));
    return Job.fresh(
        ImportJob.KIND.name(),
        file.id(),
        file.siteId(),
        host(request.url()),
        Optional.of(file.id()),
        payload.write(),
        file.created());
  }

  private static String host(String url) {
    try {
      return SourceUrl.parse(url).host();
    } catch (UrlException unchecked) {
      throw new IllegalArgumentException("a URL that was not checked", unchecked);
    }
  }
}
