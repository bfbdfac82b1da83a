package io.vitrine;

import io.micrometer.core.instrument.MeterRegistry;
import io.vitrine.access.Vault;
import io.vitrine.blob.BlobStore;
import io.vitrine.catalog.Catalog;
import io.vitrine.fetch.AddressRule;
import io.vitrine.fetch.GuardedConnections;
import io.vitrine.fetch.SourceClient;
import io.vitrine.jobs.JobWorker;
import io.vitrine.library.EventLog;
import io.vitrine.library.FileImporter;
import io.vitrine.library.FolderEditor;
import io.vitrine.library.ImportJob;
import io.vitrine.library.ImportSecrets;
import io.vitrine.library.ProcessingSchedule;
import io.vitrine.media.Detector;
import io.vitrine.media.MediaFormats;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;

/**
 * The parts that imports by URL are made of.
 *
 * @param importer accepts them
 * @param worker fetches them
 */
record Imports(FileImporter importer, JobWorker worker) {

  /** Builds the parts; the worker is still to be started. */
  static Imports build(
      Config config,
      Outside outside,
      Catalog catalog,
      BlobStore blobs,
      FolderEditor folderEditor,
      ProcessingSchedule schedule,
      MediaFormats formats,
      EventLog events,
      Vault vault,
      InstantSource clock,
      SecureRandom random,
      MeterRegistry metrics) {
    GuardedConnections connections =
        new GuardedConnections(
            new AddressRule(config.importAllow().ranges()),
            outside.resolver(),
            outside.connector());
    ImportSecrets secrets = hidden(vault);
    ImportJob job =
        new ImportJob(
            catalog,
            blobs,
            new SourceClient(connections, outside.limits(), outside.tls(), userAgent()),
            new Detector(formats),
            formats,
            schedule,
            secrets,
            events,
            config.library(),
            outside.importLimits(),
            clock,
            metrics);
    JobWorker worker = new JobWorker(ImportJob.KIND, job, catalog, clock, metrics);
    FileImporter importer =
        new FileImporter(
            catalog,
            connections,
            formats,
            folderEditor,
            secrets,
            config.library(),
            clock,
            random,
            () -> catalog.afterCommit(worker::wakeUp));
    return new Imports(importer, worker);
  }

  private static ImportSecrets hidden(Vault vault) {
    return new ImportSecrets() {
      @Override
      public String close(String fileId, String text) {
        byte[] closed = vault.close(context(fileId), text.getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(closed);
      }

      @Override
      public Optional<String> open(String fileId, String hidden) {
        return vault
            .open(context(fileId), Base64.getUrlDecoder().decode(hidden))
            .map(text -> new String(text, StandardCharsets.UTF_8));
      }

      private static String context(String fileId) {
        return "import " + fileId;
      }
    };
  }

  /** How the server calls itself to others. */
  static String userAgent() {
    return "Vitrine/"
        + Optional.ofNullable(Server.class.getPackage().getImplementationVersion()).orElse("dev");
  }
}
