package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.ArchiveChanges;
import io.vitrine.catalog.BlobChanges;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.CatalogException;
import io.vitrine.catalog.DeliveryChanges;
import io.vitrine.catalog.EventChanges;
import io.vitrine.catalog.FileChanges;
import io.vitrine.catalog.FolderChanges;
import io.vitrine.catalog.JobChanges;
import io.vitrine.catalog.KeptAnswerChanges;
import io.vitrine.catalog.KeyChanges;
import io.vitrine.catalog.ResumableUploadChanges;
import io.vitrine.catalog.SigningKeyChanges;
import io.vitrine.catalog.SiteChanges;
import io.vitrine.catalog.SubscriptionChanges;
import io.vitrine.catalog.UploadChanges;

/** What the changes of the writer work on: its session and what is still to be indexed. */
final class WriteTransaction implements Catalog.Transaction {
  private final Session session;
  private final SearchIndex index;
  private final SqliteFileChanges files;
  private final SqliteFolderChanges folders;
  private final SqliteBlobs blobs;
  private final SqliteUploads uploads;
  private final SqliteResumableUploads resumableUploads;
  private final SqliteJobs jobs;
  private final SqliteKeys keys;
  private final SqliteSites sites;
  private final SqliteKeptAnswers keptAnswers;
  private final SqliteArchives archives;
  private final SqliteSigningKeys signingKeys;
  private final SqliteDeliveries deliveries;
  private final SqliteSubscriptions subscriptions;
  private final SqliteEvents events;
  private boolean lost;

  WriteTransaction(Session session, SearchPlans plans) {
    Sessions sessions = Sessions.of(session);
    this.session = session;
    this.index = new SearchIndex(session);
    this.sites = new SqliteSites(sessions);
    this.blobs = new SqliteBlobs(sessions);
    this.files = new SqliteFileChanges(session, plans, index, blobs);
    this.folders = new SqliteFolderChanges(session, plans, index, files);
    this.uploads = new SqliteUploads(sessions);
    this.resumableUploads = new SqliteResumableUploads(sessions);
    this.jobs = new SqliteJobs(sessions);
    this.keys = new SqliteKeys(sessions);
    this.keptAnswers = new SqliteKeptAnswers(sessions);
    this.archives = new SqliteArchives(sessions);
    this.signingKeys = new SqliteSigningKeys(sessions);
    this.deliveries = new SqliteDeliveries(sessions);
    this.subscriptions = new SqliteSubscriptions(sessions);
    this.events = new SqliteEvents(sessions);
  }

  /** The session in which the transaction runs. */
  Session session() {
    return session;
  }

  /** A change begins, or a part of one. */
  SearchIndex.Mark begin() {
    return index.mark();
  }

  /** Everything since this moment is undone. */
  void undo(SearchIndex.Mark since) {
    index.backTo(since);
  }

  /**
   * SQLite has undone everything since the last commit by itself. Nothing more can be done until
   * the group ends: it would be kept at once, apart from the rest.
   */
  void lose() {
    lost = true;
  }

  void checkUsable() {
    if (lost) {
      throw new CatalogException("the database undid the changes of the whole group", null, false);
    }
  }

  /** Everything since the last commit is undone. */
  void clear() {
    index.clear();
    lost = false;
  }

  /** Writes what was put off until all changes of the group are known. */
  void beforeCommit() {
    checkUsable();
    index.write();
    index.clear();
  }

  @Override
  public FileChanges files() {
    return usable(files);
  }

  @Override
  public FolderChanges folders() {
    return usable(folders);
  }

  @Override
  public BlobChanges blobs() {
    return usable(blobs);
  }

  @Override
  public UploadChanges uploads() {
    return usable(uploads);
  }

  @Override
  public ResumableUploadChanges resumableUploads() {
    return usable(resumableUploads);
  }

  @Override
  public JobChanges jobs() {
    return usable(jobs);
  }

  @Override
  public KeyChanges keys() {
    return usable(keys);
  }

  @Override
  public SiteChanges sites() {
    return usable(sites);
  }

  @Override
  public KeptAnswerChanges keptAnswers() {
    return usable(keptAnswers);
  }

  @Override
  public ArchiveChanges archives() {
    return usable(archives);
  }

  @Override
  public EventChanges events() {
    return usable(events);
  }

  @Override
  public SubscriptionChanges subscriptions() {
    return usable(subscriptions);
  }

  @Override
  public DeliveryChanges deliveries() {
    return usable(deliveries);
  }

  @Override
  public SigningKeyChanges signingKeys() {
    return usable(signingKeys);
  }

  private <T> T usable(T part) {
    checkUsable();
    return part;
  }
}
