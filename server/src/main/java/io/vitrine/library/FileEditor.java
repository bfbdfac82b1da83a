package io.vitrine.library;

import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.catalog.FileUpdate;
import io.vitrine.catalog.State;
import io.vitrine.library.Refusal.Reason;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Changes what users may change of a file: its name, folder, labels and tags. */
public final class FileEditor {
  private final Catalog catalog;
  private final EventLog events;
  private final InstantSource clock;

  public FileEditor(Catalog catalog, EventLog events, InstantSource clock) {
    this.catalog = catalog;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Sets the given fields; what is the same already does not count as a change and leaves the date
   * of the last change alone.
   *
   * @return the file as it is then
   * @throws Refusal {@code RESOURCE_NOT_FOUND} for an unknown file or folder, {@code
   *     FOLDER_IN_TRASH} for a trashed folder or the trash bin itself, {@code FILE_IN_TRASH} when a
   *     trashed file is to be moved
   */
  public FileDescriptor update(
      String siteId,
      String idOrMediaUrl,
      Optional<String> displayName,
      Optional<String> parentFolderId,
      Optional<List<String>> labels,
      Optional<List<String>> internalTags) {
    String id = FileIds.resolve(idOrMediaUrl);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return catalog.write(
        transaction -> {
          FileDescriptor file =
              transaction.files().find(siteId, id).orElseThrow(FileFinder::notFound);
          FileUpdate update =
              new FileUpdate(
                  displayName.filter(name -> !name.equals(file.displayName())),
                  parentFolderId.filter(folder -> !folder.equals(file.parentFolderId())),
                  labels.filter(list -> !list.equals(file.labels())),
                  internalTags.filter(list -> !list.equals(file.internalTags())),
                  now);
          if (changesNothing(update)) {
            return file;
          }
          if (update.parentFolderId().isPresent()) {
            FolderEditor.checkTarget(
                transaction.folders(), siteId, update.parentFolderId().orElseThrow());
            if (file.state() == State.DELETED) {
              throw new Refusal(
                  Reason.FILE_IN_TRASH,
                  "the file is in the trash bin; restore it before moving it");
            }
          }
          transaction.files().update(siteId, id, update);
          FileDescriptor updated =
              transaction.files().find(siteId, id).orElseThrow(FileFinder::notFound);
          events.fileUpdated(transaction, file, updated);
          return updated;
        });
  }

  private static boolean changesNothing(FileUpdate update) {
    return update.displayName().isEmpty()
        && update.parentFolderId().isEmpty()
        && update.labels().isEmpty()
        && update.internalTags().isEmpty();
  }
}
