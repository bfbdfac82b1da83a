package io.vitrine.library;

import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.Folder;
import io.vitrine.catalog.FolderChanges;
import io.vitrine.catalog.FolderUpdate;
import io.vitrine.catalog.Folders;
import io.vitrine.catalog.RootFolder;
import io.vitrine.catalog.State;
import io.vitrine.library.Refusal.Reason;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Creates, renames and moves folders. */
public final class FolderEditor {
  private final Catalog catalog;
  private final EventLog events;
  private final InstantSource clock;
  private final SecureRandom random;

  public FolderEditor(Catalog catalog, EventLog events, InstantSource clock, SecureRandom random) {
    this.catalog = catalog;
    this.events = events;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Creates a folder. A second one of the same name beside it is allowed.
   *
   * @throws Refusal {@code RESOURCE_NOT_FOUND} or {@code FOLDER_IN_TRASH} for the parent
   */
  public Folder create(String siteId, String displayName, String parentFolderId) {
    Instant now = now();
    return catalog.write(
        transaction -> {
          checkTarget(transaction.folders(), siteId, parentFolderId);
          return insert(transaction, siteId, displayName, parentFolderId, now);
        });
  }

  /**
   * Renames or moves a folder.
   *
   * @throws Refusal {@code RESOURCE_NOT_FOUND}, {@code FOLDER_IS_SYSTEM}, {@code FOLDER_CYCLE} for
   *     a move into itself or below, {@code FOLDER_IN_TRASH} for a trashed target or a trashed
   *     folder that is to be moved
   */
  public Folder update(
      String siteId,
      String folderId,
      Optional<String> displayName,
      Optional<String> parentFolderId) {
    Instant now = now();
    return catalog.write(
        transaction -> {
          FolderChanges folders = transaction.folders();
          Folder folder = folders.find(siteId, folderId).orElseThrow(FolderFinder::notFound);
          if (RootFolder.ofFolderId(folderId).isPresent()) {
            throw system();
          }
          FolderUpdate update =
              new FolderUpdate(
                  displayName.filter(name -> !name.equals(folder.displayName())),
                  parentFolderId.filter(parent -> !parent.equals(folder.parentFolderId())),
                  now);
          if (update.displayName().isEmpty() && update.parentFolderId().isEmpty()) {
            return folder;
          }
          if (update.parentFolderId().isPresent()) {
            checkMove(folders, folder, update.parentFolderId().orElseThrow());
          }
          folders.update(siteId, folderId, update);
          Folder updated = folders.find(siteId, folderId).orElseThrow(FolderFinder::notFound);
          events.folderUpdated(transaction, folder, updated);
          return updated;
        });
  }

  /**
   * The folder at the end of a path below a folder; missing ones are created, present ones are
   * reused by exact name (contract: folders-api.md, createFolder).
   */
  String resolvePath(
      Catalog.Transaction transaction, String siteId, String parentFolderId, List<String> names) {
    String folderId = parentFolderId;
    Instant now = now();
    for (String name : names) {
      String parent = folderId;
      folderId =
          transaction
              .folders()
              .findChild(siteId, parent, name)
              .orElseGet(() -> insert(transaction, siteId, name, parent, now))
              .id();
    }
    return folderId;
  }

  /**
   * Refuses a folder into which nothing can be put.
   *
   * @throws Refusal {@code RESOURCE_NOT_FOUND} or {@code FOLDER_IN_TRASH}
   */
  static void checkTarget(Folders folders, String siteId, String folderId) {
    Folder target =
        folders
            .find(siteId, folderId)
            .orElseThrow(
                () -> new Refusal(Reason.RESOURCE_NOT_FOUND, "the parent folder does not exist"));
    if (target.state() == State.DELETED) {
      throw new Refusal(Reason.FOLDER_IN_TRASH, "must not be the trash bin or a folder in it");
    }
  }

  static Refusal system() {
    return new Refusal(Reason.FOLDER_IS_SYSTEM, "must not be a system folder");
  }

  private static void checkMove(Folders folders, Folder folder, String target) {
    checkTarget(folders, folder.siteId(), target);
    if (folder.state() == State.DELETED) {
      throw new Refusal(
          Reason.FOLDER_IN_TRASH, "the folder is in the trash bin; restore it before moving it");
    }
    boolean cycle =
        target.equals(folder.id())
            || folders.ancestors(folder.siteId(), target).contains(folder.id());
    if (cycle) {
      throw new Refusal(Reason.FOLDER_CYCLE, "must not be the folder itself or a folder in it");
    }
  }

  private Folder insert(
      Catalog.Transaction transaction,
      String siteId,
      String displayName,
      String parentId,
      Instant now) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    Folder parent =
        transaction.folders().find(siteId, parentId).orElseThrow(FolderFinder::notFound);
    Folder folder =
        new Folder(
            siteId,
            HexFormat.of().formatHex(bytes),
            parentId,
            parent.root(),
            displayName,
            now,
            now);
    transaction.folders().insert(folder);
    events.folderCreated(transaction, folder);
    return folder;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
