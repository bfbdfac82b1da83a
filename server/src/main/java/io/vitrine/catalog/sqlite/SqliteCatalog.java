package io.vitrine.catalog.sqlite;

import io.micrometer.core.instrument.MeterRegistry;
import io.vitrine.catalog.Archives;
import io.vitrine.catalog.Blobs;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.CatalogException;
import io.vitrine.catalog.Deliveries;
import io.vitrine.catalog.Events;
import io.vitrine.catalog.Files;
import io.vitrine.catalog.Folders;
import io.vitrine.catalog.Jobs;
import io.vitrine.catalog.KeptAnswers;
import io.vitrine.catalog.Keys;
import io.vitrine.catalog.ResumableUploads;
import io.vitrine.catalog.SigningKeys;
import io.vitrine.catalog.Sites;
import io.vitrine.catalog.Subscriptions;
import io.vitrine.catalog.Uploads;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The catalog in one SQLite file. Other processes may have the same file open; changes then wait
 * for each other.
 */
public final class SqliteCatalog implements Catalog {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int READERS =
      Math.clamp(Runtime.getRuntime().availableProcessors() * 2L, 4, 16);

  private final Readers readers;
  private final Session writerSession;
  private final Checkpointer checkpointer;
  private final WriteTransaction transaction;
  private final Writer writer;
  private final Files files;
  private final Folders folders;
  private final Blobs blobs;
  private final Uploads uploads;
  private final ResumableUploads resumableUploads;
  private final Jobs jobs;
  private final Keys keys;
  private final Sites sites;
  private final KeptAnswers keptAnswers;
  private final Archives archives;
  private final SigningKeys signingKeys;
  private final Deliveries deliveries;
  private final Subscriptions subscriptions;
  private final Events events;

  private SqliteCatalog(Path file, MeterRegistry metrics, SearchPlans plans) {
    Connections connections = new Connections(file);
    Schema.bringUpToDate(connections);
    readers = new Readers(connections::reader, READERS, PATIENCE, metrics);
    writerSession = connections.writer();
    checkpointer = new Checkpointer(connections.writer());
    transaction = new WriteTransaction(writerSession, plans);
    writer = new Writer(writerSession, transaction, checkpointer, PATIENCE, metrics);
    files = new SqliteFiles(readers, plans);
    folders = new SqliteFolders(readers, plans);
    blobs = new SqliteBlobs(readers);
    uploads = new SqliteUploads(readers);
    resumableUploads = new SqliteResumableUploads(readers);
    jobs = new SqliteJobs(readers);
    keys = new SqliteKeys(readers);
    sites = new SqliteSites(readers);
    keptAnswers = new SqliteKeptAnswers(readers);
    archives = new SqliteArchives(readers);
    signingKeys = new SqliteSigningKeys(readers);
    deliveries = new SqliteDeliveries(readers);
    subscriptions = new SqliteSubscriptions(readers);
    events = new SqliteEvents(readers);
  }

  /**
   * Opens the catalog in this file, makes it when there is none, and brings its schema up to date.
   *
   * @param metrics hears how long reads and writes take and how many writes shared a commit
   * @throws CatalogException with a text for the operator when the file cannot be used
   */
  public static SqliteCatalog open(Path file, MeterRegistry metrics) {
    return open(file, metrics, SearchPlans.DEFAULT);
  }

  static SqliteCatalog open(Path file, MeterRegistry metrics, SearchPlans plans) {
    try {
      SqliteCatalog catalog = new SqliteCatalog(file, metrics, plans);
      catalog.checkpointer.start();
      catalog.writer.start();
      return catalog;
    } catch (CatalogException e) {
      throw new CatalogException("cannot open " + file + ": " + e.getMessage(), e, e.isFull());
    }
  }

  @Override
  public Files files() {
    return writer.isRunning() ? transaction.files() : files;
  }

  @Override
  public Folders folders() {
    return writer.isRunning() ? transaction.folders() : folders;
  }

  @Override
  public Blobs blobs() {
    return writer.isRunning() ? transaction.blobs() : blobs;
  }

  @Override
  public Uploads uploads() {
    return writer.isRunning() ? transaction.uploads() : uploads;
  }

  @Override
  public ResumableUploads resumableUploads() {
    return writer.isRunning() ? transaction.resumableUploads() : resumableUploads;
  }

  @Override
  public Jobs jobs() {
    return writer.isRunning() ? transaction.jobs() : jobs;
  }

  @Override
  public Keys keys() {
    return writer.isRunning() ? transaction.keys() : keys;
  }

  @Override
  public Sites sites() {
    return writer.isRunning() ? transaction.sites() : sites;
  }

  @Override
  public KeptAnswers keptAnswers() {
    return writer.isRunning() ? transaction.keptAnswers() : keptAnswers;
  }

  @Override
  public Archives archives() {
    return writer.isRunning() ? transaction.archives() : archives;
  }

  @Override
  public Events events() {
    return writer.isRunning() ? transaction.events() : events;
  }

  @Override
  public Subscriptions subscriptions() {
    return writer.isRunning() ? transaction.subscriptions() : subscriptions;
  }

  @Override
  public Deliveries deliveries() {
    return writer.isRunning() ? transaction.deliveries() : deliveries;
  }

  @Override
  public SigningKeys signingKeys() {
    return writer.isRunning() ? transaction.signingKeys() : signingKeys;
  }

  @Override
  public <T> T write(Change<T> change) {
    return writer.write(change);
  }

  @Override
  public void afterCommit(Runnable effect) {
    writer.afterCommit(effect);
  }

  @Override
  public void checkHealth() {
    readers.ask(session -> session.number("select count(*) from health"));
    writer.write(
        _ -> writerSession.update("update health set checked = ?", System.currentTimeMillis()));
  }

  /** Waits for running questions and changes; then everything is in the one file. */
  @Override
  public void close() {
    readers.close();
    checkpointer.close();
    writer.close();
  }
}
