package io.vitrine.library;

import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.EventType;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.catalog.FileFailure;
import io.vitrine.catalog.Folder;
import io.vitrine.catalog.NewEvent;
import io.vitrine.catalog.OperationStatus;
import io.vitrine.catalog.State;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Optional;

/**
 * Raises events, each in the transaction of the change that it tells of, so that one is never there
 * without the other (contract: events.md; design decision 8). Files and folders are kept in them as
 * they were at that moment.
 */
public final class EventLog {
  private final EventBodies bodies;
  private final InstantSource clock;
  private final Runnable onRaised;

  /**
   * @param onRaised is called in the transaction when there are new events
   */
  public EventLog(EventBodies bodies, InstantSource clock, Runnable onRaised) {
    this.bodies = bodies;
    this.clock = clock;
    this.onRaised = onRaised;
  }

  /** A file can be used from now on. */
  public void fileReady(Catalog.Transaction transaction, FileDescriptor file) {
    raise(transaction, file, EventType.FILE_READY, bodies.ready(file, false));
  }

  /** A file came back from the trash bin; one that was not ready then is not told of. */
  void fileRestored(Catalog.Transaction transaction, FileDescriptor file) {
    if (file.operationStatus() == OperationStatus.READY) {
      raise(transaction, file, EventType.FILE_READY, bodies.ready(file, true));
    }
  }

  /** A file will never be ready. */
  public void fileFailed(
      Catalog.Transaction transaction, FileDescriptor file, FileFailure failure) {
    raise(transaction, file, EventType.FILE_FAILED, bodies.failed(file, failure));
  }

  /** What users may change of a file was changed. */
  void fileUpdated(Catalog.Transaction transaction, FileDescriptor before, FileDescriptor after) {
    raise(transaction, after, EventType.FILE_UPDATED, bodies.updated(before, after));
  }

  /** These files, as far as they are live, are about to go to the trash bin. */
  void trashingFiles(Catalog.Transaction transaction, String siteId, Collection<String> ids) {
    deletingFiles(transaction, siteId, ids, Optional.of(State.OK));
  }

  /** These files are about to go for good. */
  void deletingFiles(Catalog.Transaction transaction, String siteId, Collection<String> ids) {
    deletingFiles(transaction, siteId, ids, Optional.empty());
  }

  private void deletingFiles(
      Catalog.Transaction transaction,
      String siteId,
      Collection<String> ids,
      Optional<State> state) {
    String body = bodies.deleted(state.isPresent());
    raised(transaction.events().appendFileDeletions(siteId, ids, state, now(), body));
  }

  /** A folder was made. */
  void folderCreated(Catalog.Transaction transaction, Folder folder) {
    raise(transaction, folder, EventType.FOLDER_CREATED, bodies.created(folder));
  }

  /** A folder was renamed or moved. */
  void folderUpdated(Catalog.Transaction transaction, Folder before, Folder after) {
    raise(transaction, after, EventType.FOLDER_UPDATED, bodies.updated(before, after));
  }

  /** These folders, as far as they are live, are about to go to the trash bin with all in them. */
  void trashingFolders(Catalog.Transaction transaction, String siteId, Collection<String> ids) {
    deletingFolders(transaction, siteId, ids, Optional.of(State.OK));
  }

  /** These folders are about to go for good with all in them. */
  void deletingFolders(Catalog.Transaction transaction, String siteId, Collection<String> ids) {
    deletingFolders(transaction, siteId, ids, Optional.empty());
  }

  private void deletingFolders(
      Catalog.Transaction transaction,
      String siteId,
      Collection<String> ids,
      Optional<State> state) {
    String body = bodies.deleted(state.isPresent());
    raised(transaction.events().appendTreeDeletions(siteId, ids, state, now(), body));
  }

  /**
   * These folders, as far as they are in the trash bin, are about to come back with all in them.
   */
  void restoringFolders(Catalog.Transaction transaction, String siteId, Collection<String> ids) {
    raised(transaction.events().appendTreeRestorations(siteId, ids, now()));
  }

  private void raise(
      Catalog.Transaction transaction, FileDescriptor file, EventType type, String body) {
    transaction.events().append(new NewEvent(file.siteId(), type, file.id(), now(), body));
    onRaised.run();
  }

  private void raise(Catalog.Transaction transaction, Folder folder, EventType type, String body) {
    transaction.events().append(new NewEvent(folder.siteId(), type, folder.id(), now(), body));
    onRaised.run();
  }

  private void raised(int count) {
    if (count > 0) {
      onRaised.run();
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
