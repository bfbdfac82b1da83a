package io.vitrine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vitrine.blob.BlobStore;
import io.vitrine.blob.StoredBlob;
import io.vitrine.blob.disk.DiskBlobStore;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.Job;
import io.vitrine.catalog.JobClaim;
import io.vitrine.catalog.OperationStatus;
import io.vitrine.catalog.RootFolder;
import io.vitrine.catalog.sqlite.SqliteCatalog;
import io.vitrine.fetch.AddressRange;
import io.vitrine.fetch.AddressRule;
import io.vitrine.fetch.Connector;
import io.vitrine.fetch.FetchLimits;
import io.vitrine.fetch.GuardedConnections;
import io.vitrine.fetch.Resolver;
import io.vitrine.fetch.SourceClient;
import io.vitrine.fetch.TrustedTls;
import io.vitrine.jobs.JobOutcome;
import io.vitrine.jobs.JobRun;
import io.vitrine.library.FileImporter;
import io.vitrine.library.FolderEditor;
import io.vitrine.library.ImportJob;
import io.vitrine.library.ImportLimits;
import io.vitrine.library.ImportRequest;
import io.vitrine.library.ImportSecrets;
import io.vitrine.library.LibraryConfig;
import io.vitrine.library.ProcessingSchedule;
import io.vitrine.library.UnheardEvents;
import io.vitrine.media.Detector;
import io.vitrine.media.MediaFormats;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One import at a time, without the worker around it: what it leaves behind, what it counts. */
class ImportJobTest {
  private static final byte[] PDF = Samples.pdf(100_000);
  private static final String SITE = "site";
  private static final InstantSource CLOCK = InstantSource.system();
  private static final LibraryConfig CONFIG =
      new LibraryConfig(
          1_000_000,
          OptionalLong.empty(),
          Duration.ofDays(1),
          Duration.ofDays(7),
          1_000_000,
          Duration.ofDays(30));
  private static final ImportSecrets SECRETS =
      new ImportSecrets() {
        @Override
        public String close(String fileId, String text) {
          return text;
        }

        @Override
        public Optional<String> open(String fileId, String hidden) {
          return Optional.of(hidden);
        }
      };

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final MediaFormats formats = new MediaFormats();
  private final GuardedConnections connections =
      new GuardedConnections(
          new AddressRule(List.of(AddressRange.parse("127.0.0.1/32"))),
          Resolver.system(),
          Connector.direct());
  private Catalog catalog;
  private DiskBlobStore blobs;
  private SourceServer source;

  @BeforeEach
  void open(@TempDir Path data) throws Exception {
    catalog = SqliteCatalog.open(data.resolve("vitrine.db"), metrics);
    blobs = DiskBlobStore.open(data.resolve("blobs"), metrics);
    source = SourceServer.start();
    catalog.write(
        transaction -> {
          transaction.sites().create(SITE, CLOCK.instant());
          return true;
        });
  }

  @AfterEach
  void close() throws Exception {
    source.close();
    blobs.close();
    catalog.close();
  }

  @Test
  void bytesThatCannotBeLookedAtAreNotKept() throws Exception {
    source.on("/a.pdf", (_, to) -> to.ok(PDF));
    JobRun run = accepted("/a.pdf");

    assertThatThrownBy(() -> job(unreadable()).handle(run))
        .isInstanceOf(IOException.class)
        .hasMessage("the disk is broken");

    List<StoredBlob> left = new ArrayList<>();
    blobs.list(left::add);
    assertThat(left).isEmpty();
    assertThat(job(blobs).handle(run)).isInstanceOf(JobOutcome.Settled.class);
    assertThat(catalog.files().find(SITE, run.job().key()).orElseThrow().operationStatus())
        .isEqualTo(OperationStatus.READY);
  }

  @Test
  void everyTryCountsAlsoThoseThatWereGoneOnFrom() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    source.on(
        "/a.pdf",
        (_, to) -> {
          switch (asked.incrementAndGet()) {
            case 1 ->
                to.head("HTTP/1.1 200 OK", "Content-Length: " + PDF.length, "ETag: \"v1\"")
                    .bytes(PDF, 5_000);
            case 2 -> to.status(503);
            // Another version: what came is dropped, and nothing can be gone on from.
            default -> to.head("HTTP/1.1 200 OK", "Content-Length: " + PDF.length).bytes(PDF, 9);
          }
        });

    JobOutcome outcome = job(blobs).handle(accepted("/a.pdf"));

    assertThat(outcome).isEqualTo(new JobOutcome.Retry(Duration.ofMillis(30), 3));
    assertThat(asked).hasValue(3);
  }

  private ImportJob job(BlobStore store) {
    ImportLimits limits =
        new ImportLimits(
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            1,
            List.of(Duration.ofMillis(10), Duration.ofMillis(20), Duration.ofMillis(30)),
            Duration.ofSeconds(1));
    SourceClient client =
        new SourceClient(connections, FetchLimits.CONTRACT, TrustedTls.factory(), "Vitrine/test");
    return new ImportJob(
        catalog,
        store,
        client,
        new Detector(formats),
        formats,
        ProcessingSchedule.nothing(catalog, UnheardEvents.log(CLOCK), CLOCK),
        SECRETS,
        UnheardEvents.log(CLOCK),
        CONFIG,
        limits,
        CLOCK,
        metrics);
  }

  /** Accepts an import and claims its job. */
  private JobRun accepted(String path) {
    SecureRandom random = new SecureRandom();
    new FileImporter(
            catalog,
            connections,
            formats,
            new FolderEditor(catalog, UnheardEvents.log(CLOCK), CLOCK, random),
            SECRETS,
            CONFIG,
            CLOCK,
            random,
            () -> {})
        .acceptAll(SITE, List.of(request(path)));
    Instant now = CLOCK.instant();
    JobClaim claim = new JobClaim("import", now, now.plusSeconds(60), 1, 1, 1);
    List<Job> claimed = catalog.write(transaction -> transaction.jobs().claim(claim));
    return new JobRun(claimed.getFirst());
  }

  private ImportRequest request(String path) {
    return new ImportRequest(
        source.url(path),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        RootFolder.MEDIA_ROOT.folderId(),
        List.of(),
        false,
        List.of(),
        Optional.empty(),
        List.of(),
        List.of());
  }

  /** The store, from which nothing can be read. */
  private BlobStore unreadable() {
    return (BlobStore)
        Proxy.newProxyInstance(
            BlobStore.class.getClassLoader(),
            new Class<?>[] {BlobStore.class},
            (_, method, arguments) -> {
              if (method.getName().equals("open")) {
                throw new IOException("the disk is broken");
              }
              try {
                return method.invoke(blobs, arguments);
              } catch (InvocationTargetException failure) {
                throw failure.getCause();
              }
            });
  }
}
