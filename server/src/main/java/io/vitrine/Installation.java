package io.vitrine;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vitrine.access.IssuedKey;
import io.vitrine.access.KeyGrant;
import io.vitrine.access.KeyIssuer;
import io.vitrine.access.Role;
import io.vitrine.access.Scope;
import io.vitrine.blob.StoredBlob;
import io.vitrine.blob.StoredUpload;
import io.vitrine.blob.UploadStore;
import io.vitrine.blob.disk.DiskBlobStore;
import io.vitrine.blob.disk.DiskUploadStore;
import io.vitrine.catalog.ApiKey;
import io.vitrine.catalog.BlobReference;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.CatalogException;
import io.vitrine.catalog.sqlite.SqliteCatalog;
import io.vitrine.library.IntegrityCheck;
import io.vitrine.library.IntegrityCheck.Verdict;
import io.vitrine.library.UploadSweep;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What a command does to an installation whether its server runs or not: manage keys, compare the
 * catalog with the stored bytes.
 */
public final class Installation implements AutoCloseable {
  private final Config.Storage storage;
  private final Catalog catalog;
  private final InstantSource clock = InstantSource.system();

  private Installation(Config.Storage storage, Catalog catalog) {
    this.storage = storage;
    this.catalog = catalog;
  }

  /**
   * Opens the catalog, which is made when there is none.
   *
   * @throws StartFailure when it cannot be opened
   */
  public static Installation open(Config.Storage storage) {
    return new Installation(storage, openCatalog(storage));
  }

  private static Catalog openCatalog(Config.Storage storage) {
    try {
      Files.createDirectories(storage.data());
      return SqliteCatalog.open(storage.databaseFile(), new SimpleMeterRegistry());
    } catch (IOException failure) {
      throw new StartFailure(
          "the data folder " + storage.data() + " cannot be made: " + failure.getMessage(),
          failure);
    } catch (CatalogException failure) {
      throw new StartFailure("the database: " + failure.getMessage(), failure);
    }
  }

  /** A key that was just made; its secret is known only now. */
  public record NewKey(String id, String secret, String shown) {}

  /** A key as a list shows it. */
  public record KeyLine(
      String id,
      String state,
      String site,
      String role,
      String scopes,
      String lastUsed,
      String name) {}

  /** What a check found. */
  public record CheckResult(
      long verified,
      long verifiedBytes,
      long missing,
      long damaged,
      long orphans,
      long orphanBytes,
      long removed) {

    /** Whether every file has its bytes. */
    public boolean isWhole() {
      return missing == 0 && damaged == 0;
    }
  }

  /**
   * Makes a key, and its site when there is none.
   *
   * @param role a word of {@link Role}
   * @param scopes words of {@link Scope}
   * @param life how long it works; empty for ever
   */
  public NewKey createKey(
      String site,
      boolean everySite,
      String role,
      Set<String> scopes,
      String name,
      Optional<Duration> life) {
    Instant now = clock.instant();
    KeyGrant grant =
        new KeyGrant(
            name,
            site,
            everySite,
            Role.of(role),
            scopes.stream().map(Scope::of).collect(Collectors.toSet()),
            life.map(now::plus));
    IssuedKey issued = new KeyIssuer(new SecureRandom(), clock).issue(grant);
    catalog.write(
        transaction -> {
          transaction.sites().create(site, now);
          transaction.keys().insert(issued.key());
          return issued;
        });
    return new NewKey(issued.clientId(), issued.clientSecret(), issued.text());
  }

  /** All keys, oldest first. */
  public List<KeyLine> keys() {
    return catalog.keys().list().stream().map(this::line).toList();
  }

  /** Takes a key back; false when there is none that could be. */
  public boolean revokeKey(String id) {
    return catalog.write(transaction -> transaction.keys().revoke(id, clock.instant()));
  }

  /**
   * Compares the catalog with the stored bytes, those of unfinished uploads too.
   *
   * @param removeOlderThan removes orphans of at least this age; empty to remove none
   * @param report hears a line for each finding and now and then one of progress
   */
  public CheckResult check(Optional<Duration> removeOlderThan, Consumer<String> report)
      throws IOException {
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    try (DiskBlobStore blobs = DiskBlobStore.open(storage.blobFolder(), metrics);
        UploadStore uploads = DiskUploadStore.beside(blobs, metrics)) {
      Tally tally = new Tally(report);
      IntegrityCheck check = new IntegrityCheck(catalog, blobs, clock);
      check.verifyBlobs(tally);
      check.findOrphans(removeOlderThan, tally);
      new UploadSweep(catalog, uploads, clock).findLeftOvers(removeOlderThan, tally::leftOver);
      return tally.result();
    }
  }

  @Override
  public void close() {
    catalog.close();
  }

  private KeyLine line(ApiKey key) {
    boolean expired = key.expires().filter(end -> end.isBefore(clock.instant())).isPresent();
    String state = key.revoked().isPresent() ? "revoked" : expired ? "expired" : "live";
    return new KeyLine(
        key.id(),
        state,
        key.siteId() + (key.everySite() ? " (every)" : ""),
        key.role(),
        key.scopes().stream().sorted().collect(Collectors.joining(",")),
        key.lastUsed().map(Instant::toString).orElse("never"),
        key.name());
  }

  /** Adds up what the check tells. */
  private static final class Tally implements IntegrityCheck.Listener {
    private static final int BLOBS_BETWEEN_PROGRESS = 10_000;

    private final Consumer<String> report;
    private long verified;
    private long verifiedBytes;
    private long missing;
    private long damaged;
    private long orphans;
    private long orphanBytes;
    private long removed;

    Tally(Consumer<String> report) {
      this.report = report;
    }

    @Override
    public void verified(BlobReference blob, Verdict verdict) {
      verified++;
      verifiedBytes += blob.size();
      switch (verdict) {
        case WHOLE -> {
          if (verified % BLOBS_BETWEEN_PROGRESS == 0) {
            report.accept(verified + " blobs checked so far");
          }
        }
        case MISSING -> {
          missing++;
          report.accept("missing: blob " + blob.key() + " of " + blob.size() + " bytes");
        }
        case DAMAGED -> {
          damaged++;
          report.accept("damaged: blob " + blob.key() + " of " + blob.size() + " bytes");
        }
      }
    }

    @Override
    public void orphan(StoredBlob blob, boolean isRemoved) {
      orphans++;
      orphanBytes += blob.size();
      removed += isRemoved ? 1 : 0;
      report.accept(
          "orphan%s: blob %s of %d bytes, written %s"
              .formatted(isRemoved ? " removed" : "", blob.key(), blob.size(), blob.modified()));
    }

    void leftOver(StoredUpload upload, boolean isRemoved) {
      orphans++;
      orphanBytes += upload.size();
      removed += isRemoved ? 1 : 0;
      report.accept(
          "orphan%s: unfinished upload %s of %d bytes, last written %s"
              .formatted(
                  isRemoved ? " removed" : "", upload.key(), upload.size(), upload.modified()));
    }

    CheckResult result() {
      return new CheckResult(
          verified, verifiedBytes, missing, damaged, orphans, orphanBytes, removed);
    }
  }
}
