package io.vitrine;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vitrine.access.Access;
import io.vitrine.access.AccessSettings;
import io.vitrine.access.Authenticator;
import io.vitrine.access.DownloadGrants;
import io.vitrine.access.Purpose;
import io.vitrine.access.Secrets;
import io.vitrine.access.Signer;
import io.vitrine.access.StreamGrants;
import io.vitrine.access.UploadTokens;
import io.vitrine.access.Vault;
import io.vitrine.api.ApiRoutes;
import io.vitrine.api.ArchiveUrlsResource;
import io.vitrine.api.Cursors;
import io.vitrine.api.DescriptorWriter;
import io.vitrine.api.DownloadUrlsResource;
import io.vitrine.api.EventStreams;
import io.vitrine.api.EventWireForm;
import io.vitrine.api.EventsResource;
import io.vitrine.api.FilesResource;
import io.vitrine.api.FoldersResource;
import io.vitrine.api.Idempotency;
import io.vitrine.api.ImportsResource;
import io.vitrine.api.ProcessingResource;
import io.vitrine.api.StreamUrlsResource;
import io.vitrine.api.UploadUrlsResource;
import io.vitrine.api.WebhooksResource;
import io.vitrine.blob.UploadStore;
import io.vitrine.blob.disk.DiskBlobStore;
import io.vitrine.blob.disk.DiskOptions;
import io.vitrine.blob.disk.DiskUploadStore;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.delivery.ArchiveDownloads;
import io.vitrine.delivery.FileRepresentations;
import io.vitrine.delivery.FilmRepresentations;
import io.vitrine.delivery.FilmStreams;
import io.vitrine.delivery.PublicFiles;
import io.vitrine.delivery.PublicTransforms;
import io.vitrine.delivery.SignedDownloads;
import io.vitrine.http.HttpServer;
import io.vitrine.http.ListenException;
import io.vitrine.http.Request;
import io.vitrine.http.Routes;
import io.vitrine.library.ArchiveIssuer;
import io.vitrine.library.ArchiveOpener;
import io.vitrine.library.EventLog;
import io.vitrine.library.FileEditor;
import io.vitrine.library.FileFinder;
import io.vitrine.library.FileIntake;
import io.vitrine.library.FileOpener;
import io.vitrine.library.FileProcessing;
import io.vitrine.library.FolderEditor;
import io.vitrine.library.FolderFinder;
import io.vitrine.library.LibraryConfig;
import io.vitrine.library.ProcessingSchedule;
import io.vitrine.library.ProcessingWorkers;
import io.vitrine.library.Repetitions;
import io.vitrine.library.ResumableFinish;
import io.vitrine.library.ResumableIntake;
import io.vitrine.library.Sweeper;
import io.vitrine.library.TrashBin;
import io.vitrine.library.WireForm;
import io.vitrine.library.WorkFolders;
import io.vitrine.media.Detector;
import io.vitrine.media.MediaFormats;
import io.vitrine.media.imaging.ImagingPool;
import io.vitrine.upload.PlainUpload;
import io.vitrine.upload.ResumableUploadRoutes;
import io.vitrine.web.Health;
import io.vitrine.web.OperatorPages;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;

/**
 * The whole server: built by hand in order of need, closed in the opposite order. What exists, and
 * what leans on what, is read here.
 */
public final class Server implements AutoCloseable {
  private final Lifetime lifetime = new Lifetime();
  private String address = "";
  private List<Routes.Route> routes = List.of();

  private Server() {}

  /**
   * Builds and starts a server.
   *
   * @throws StartFailure when something keeps it from starting; nothing is left running then
   */
  public static Server start(Config config) {
    return start(config, DiskOptions.SAFE);
  }

  /** As {@link #start(Config)}, with the blob store as benchmarks want it. */
  public static Server start(Config config, DiskOptions blobOptions) {
    return start(config, blobOptions, Outside.real());
  }

  /** As {@link #start(Config)}, with a world of the caller's. */
  static Server start(Config config, DiskOptions blobOptions, Outside outside) {
    return start(config, blobOptions, outside, Engines.real());
  }

  /**
   * As {@link #start(Config)}, with a world of the caller's.
   *
   * @param engines make pictures and process files
   */
  static Server start(Config config, DiskOptions blobOptions, Outside outside, Engines engines) {
    Server server = new Server();
    try {
      server.build(config, blobOptions, outside, engines);
      return server;
    } catch (RuntimeException failure) {
      server.close();
      throw failure;
    }
  }

  /** Every route that the server answers. */
  List<Routes.Route> routes() {
    return routes;
  }

  /** Where the server listens, such as {@code http://127.0.0.1:8080}. */
  public String address() {
    return address;
  }

  /** As {@link Lifetime#runUntilStopped}. */
  public void runUntilStopped() throws InterruptedException {
    lifetime.runUntilStopped();
  }

  @Override
  public void close() {
    lifetime.close();
  }

  private void build(Config config, DiskOptions blobOptions, Outside outside, Engines engines) {
    InstantSource clock = outside.clock();
    SecureRandom random = new SecureRandom();
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    lifetime.closeLater(metrics::close);
    Stores stores = new Stores(config.storage(), metrics);
    DataFolder data = closeLater(DataFolder.take(config.storage().data()));
    Catalog catalog = closeLater(stores.catalog());
    DiskBlobStore blobs = closeLater(stores.blobs(blobOptions));
    UploadStore uploads = closeLater(DiskUploadStore.beside(blobs, metrics));

    FirstStart.Outcome first =
        new FirstStart(catalog, clock, random).prepare(config.adminKey().isEmpty());
    Secrets secrets = Stores.secrets(config.secret(), data, random);
    Signer signer = new Signer(secrets, clock);
    Access access =
        closeLater(
            new Access(
                catalog, signer, new AccessSettings(config.adminKey(), first.siteId()), clock));
    Authenticator authenticator = access.authenticator();

    Vault vault = new Vault(secrets, random);

    AtomicReference<HttpServer> listening = new AtomicReference<>();
    WireForm wire =
        new EventWireForm(
            () -> config.http().publicUrl().orElseGet(() -> listening.get().address()));
    Notifications notifications =
        Notifications.build(
            config.importAllow().ranges(), outside, catalog, vault, wire, clock, metrics);
    closeLater(notifications.worker());
    EventLog events = notifications.log();

    LibraryConfig library = config.library();
    MediaFormats formats = new MediaFormats();
    FolderEditor folderEditor = new FolderEditor(catalog, events, clock, random);
    Detector detector = new Detector(formats);
    ImagingPool pictures = closeLater(new ImagingPool(config.imaging(), metrics));
    WorkFolders workFolders = closeLater(Processing.folders(config.storage()));
    ProcessingWorkers processing =
        closeLater(
            Processing.workers(
                config.workers(),
                engines,
                Pipelines.of(config.tools(), pictures).plan(),
                catalog,
                blobs,
                events,
                workFolders,
                clock,
                metrics));
    ProcessingSchedule schedule = processing.schedule();
    FileIntake intake =
        new FileIntake(
            catalog, blobs, detector, formats, folderEditor, schedule, library, clock, random);
    ResumableIntake resumableIntake =
        new ResumableIntake(catalog, uploads, formats, library, clock, random);
    ResumableFinish resumableFinish =
        new ResumableFinish(
            catalog,
            uploads,
            blobs,
            detector,
            formats,
            folderEditor,
            schedule,
            library,
            clock,
            random);
    FileOpener opener = new FileOpener(catalog, blobs);
    ArchiveDownloads archives = new ArchiveDownloads(new ArchiveOpener(catalog, blobs));
    Transforms transforms =
        closeLater(
            Transforms.open(
                config, engines.renderer().orElse(pictures), opener, blobs, clock, metrics));
    Sweeper sweeper =
        closeLater(
            new Sweeper(
                catalog,
                blobs,
                uploads,
                key -> transforms.pictures().forget(key.value()),
                events,
                library,
                clock));
    Imports imports =
        Imports.build(
            config,
            outside,
            catalog,
            blobs,
            folderEditor,
            schedule,
            formats,
            events,
            vault,
            clock,
            random,
            metrics);
    closeLater(imports.worker());
    TrashBin trashBin =
        new TrashBin(
            catalog,
            events,
            clock,
            archives::forget,
            () -> {
              opener.forget();
              archives.forget();
              sweeper.wakeUp();
              imports.worker().checkLeases();
              processing.checkLeases();
            });

    UploadTokens uploadTokens = new UploadTokens(signer, Purpose.UPLOAD, clock);
    UploadTokens resumableTokens = new UploadTokens(signer, Purpose.RESUMABLE, clock);
    DownloadGrants downloadGrants = new DownloadGrants(signer);
    StreamGrants streamGrants = new StreamGrants(signer);
    Idempotency idempotency = new Idempotency(new Repetitions(catalog, clock), vault);
    ApiRoutes api = new ApiRoutes(authenticator, idempotency);
    Cursors cursors = new Cursors(signer);
    FileFinder finder = new FileFinder(catalog);
    new FilesResource(finder, new FileEditor(catalog, events, clock), trashBin, cursors)
        .declare(api);
    new UploadUrlsResource(intake, uploadTokens, resumableTokens).declare(api);
    new ImportsResource(imports.importer()).declare(api);
    new DownloadUrlsResource(finder, downloadGrants, clock).declare(api);
    new ArchiveUrlsResource(new ArchiveIssuer(catalog, clock, random)).declare(api);
    new ProcessingResource(new FileProcessing(catalog, schedule, clock)).declare(api);
    new StreamUrlsResource(finder, streamGrants, clock).declare(api);
    new WebhooksResource(notifications.webhooks()).declare(api);
    EventStreams streams = new EventStreams(notifications.feed(), metrics);
    new EventsResource(notifications.feed(), streams).declare(api);
    new FoldersResource(new FolderFinder(catalog), folderEditor, trashBin, cursors).declare(api);

    Routes declared = new Routes();
    api.declare(declared);
    access.declare(declared);
    BiFunction<Request, FileDescriptor, Object> fileAnswer =
        (request, file) -> new DescriptorWriter(request.origin()).fileAnswer(file);
    new PlainUpload(intake, uploadTokens, fileAnswer).declare(declared);
    new ResumableUploadRoutes(
            resumableIntake, resumableFinish, resumableTokens, metrics, fileAnswer)
        .declare(declared);
    Gauge.builder("vitrine.uploads.open", catalog, open -> open.resumableUploads().open())
        .description("Resumable uploads that are not finished")
        .register(metrics);
    FileRepresentations representations = new FileRepresentations(opener);
    new PublicFiles(opener, representations).declare(declared);
    new PublicTransforms(opener, transforms.pictures()).declare(declared);
    FilmRepresentations films = new FilmRepresentations(opener);
    new SignedDownloads(opener, representations, films, downloadGrants, clock).declare(declared);
    new FilmStreams(opener, films, streamGrants, clock).declare(declared);
    archives.declare(declared);
    new OperatorPages(
            new Health().with("database", catalog::checkHealth).with("blobs", blobs::checkHealth),
            metrics)
        .declare(declared);

    routes = declared.checked();
    HttpServer http = new HttpServer(config.http(), routes, new ErrorTable(), metrics);
    closeLater(http);
    // Before the server, which waits for answers that are under way.
    closeLater(streams);
    listening.set(http);
    listen(http);
    data.tellOrigin(config.http().publicUrl().orElse(address));
    sweeper.start();
    imports.worker().start();
    notifications.worker().start();
    processing.start();
    announce(first);
  }

  private void listen(HttpServer http) {
    try {
      http.start();
      address = http.address();
    } catch (ListenException failure) {
      throw new StartFailure(failure.getMessage() + "; name another with --port", failure);
    } catch (IllegalArgumentException failure) {
      throw new StartFailure("--tls: " + failure.getMessage(), failure);
    }
  }

  private void announce(FirstStart.Outcome first) {
    first
        .newKey()
        .ifPresent(
            key -> {
              System.out.println("Admin key: " + key.text() + " (shown only now; keep it)");
              System.out.println("Site: " + first.siteId());
            });
    System.out.println("Vitrine is ready: " + address);
    System.out.flush();
  }

  private <T extends AutoCloseable> T closeLater(T part) {
    return lifetime.closeLater(part);
  }
}
