package io.vitrine.library;

import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.catalog.RootFolder;
import io.vitrine.catalog.State;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;

/**
 * Moves files and folders to the trash bin and back, and deletes them for good (contract:
 * files-api.md section 11, folders-api.md). Unknown IDs are passed over, so every call may be
 * repeated.
 */
public final class TrashBin {
  private final Catalog catalog;
  private final EventLog events;
  private final InstantSource clock;
  private final Runnable onTrash;
  private final Runnable onRelease;

  /**
   * @param onTrash is called when files went to the trash bin or came back
   * @param onRelease is called when files were deleted and their bytes may have been released
   */
  public TrashBin(
      Catalog catalog, EventLog events, InstantSource clock, Runnable onTrash, Runnable onRelease) {
    this.catalog = catalog;
    this.events = events;
    this.clock = clock;
    this.onTrash = onTrash;
    this.onRelease = onRelease;
  }

  /** Trashes files; each remembers its folder. */
  public void trashFiles(String siteId, Collection<String> idsOrMediaUrls) {
    List<String> ids = resolve(idsOrMediaUrls);
    Instant now = now();
    catalog.write(
        transaction -> {
          events.trashingFiles(transaction, siteId, ids);
          return transaction.files().trash(siteId, ids, now);
        });
    onTrash.run();
  }

  /** Brings files back to their folders, or to {@code media-root} when those are gone. */
  public void restoreFiles(String siteId, Collection<String> idsOrMediaUrls) {
    List<String> ids = resolve(idsOrMediaUrls);
    Instant now = now();
    catalog.write(transaction -> restoreFiles(transaction, siteId, ids, now));
    onTrash.run();
  }

  /** Deletes files for good, live or trashed. */
  public void deleteFiles(String siteId, Collection<String> idsOrMediaUrls) {
    List<String> ids = resolve(idsOrMediaUrls);
    catalog.write(
        transaction -> {
          events.deletingFiles(transaction, siteId, ids);
          return transaction.files().delete(siteId, ids);
        });
    onRelease.run();
  }

  /**
   * Trashes folders with everything in them.
   *
   * @throws Refusal {@code FOLDER_IS_SYSTEM}
   */
  public void trashFolders(String siteId, Collection<String> folderIds) {
    refuseSystemFolders(folderIds);
    Instant now = now();
    catalog.write(
        transaction -> {
          events.trashingFolders(transaction, siteId, folderIds);
          return transaction.folders().trash(siteId, folderIds, now);
        });
    onTrash.run();
  }

  /** Brings folders back with everything that was trashed with them. */
  public void restoreFolders(String siteId, Collection<String> folderIds) {
    Instant now = now();
    catalog.write(
        transaction -> {
          events.restoringFolders(transaction, siteId, folderIds);
          return transaction.folders().restore(siteId, folderIds, now);
        });
    onTrash.run();
  }

  /**
   * Deletes folders for good with everything in them.
   *
   * @throws Refusal {@code FOLDER_IS_SYSTEM}
   */
  public void deleteFolders(String siteId, Collection<String> folderIds) {
    refuseSystemFolders(folderIds);
    catalog.write(
        transaction -> {
          events.deletingFolders(transaction, siteId, folderIds);
          return transaction.folders().delete(siteId, folderIds);
        });
    onRelease.run();
  }

  private int restoreFiles(
      Catalog.Transaction transaction, String siteId, List<String> ids, Instant now) {
    List<String> trashed =
        transaction.files().findAll(siteId, ids).stream()
            .filter(file -> file.state() == State.DELETED)
            .map(FileDescriptor::id)
            .toList();
    int restored = transaction.files().restore(siteId, trashed, now);
    transaction
        .files()
        .findAll(siteId, trashed)
        .forEach(file -> events.fileRestored(transaction, file));
    return restored;
  }

  private static void refuseSystemFolders(Collection<String> folderIds) {
    if (folderIds.stream().anyMatch(id -> RootFolder.ofFolderId(id).isPresent())) {
      throw FolderEditor.system();
    }
  }

  private static List<String> resolve(Collection<String> idsOrMediaUrls) {
    return idsOrMediaUrls.stream().map(FileIds::resolve).toList();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
