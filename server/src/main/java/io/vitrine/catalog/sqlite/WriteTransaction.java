package io.vitrine.catalog.sqlite;

import io.vitrine.catalog.BlobChanges;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.FileChanges;
import io.vitrine.catalog.FolderChanges;
import io.vitrine.catalog.JobChanges;
import io.vitrine.catalog.KeyChanges;
import io.vitrine.catalog.ResumableUploadChanges;
import io.vitrine.catalog.SiteChanges;
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
  }

  /** The session in which the transaction runs. */
  Session session() {
    return session;
  }

  /** A change begins. */
  void begin() {
    index.mark();
  }

  /** The change that runs is undone. */
  void undo() {
    index.backToMark();
  }

  /** Everything since the last commit is undone. */
  void clear() {
    index.clear();
  }

  /** Writes what was put off until all changes of the group are known. */
  void beforeCommit() {
    index.write();
    index.clear();
  }

  @Override
  public FileChanges files() {
    return files;
  }

  @Override
  public FolderChanges folders() {
    return folders;
  }

  @Override
  public BlobChanges blobs() {
    return blobs;
  }

  @Override
  public UploadChanges uploads() {
    return uploads;
  }

  @Override
  public ResumableUploadChanges resumableUploads() {
    return resumableUploads;
  }

  @Override
  public JobChanges jobs() {
    return jobs;
  }

  @Override
  public KeyChanges keys() {
    return keys;
  }

  @Override
  public SiteChanges sites() {
    return sites;
  }
}
