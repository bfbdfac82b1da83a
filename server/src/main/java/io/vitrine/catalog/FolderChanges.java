package io.vitrine.catalog;

import java.time.Instant;
import java.util.Collection;

/** Changes of folders inside a transaction. System folders are refused by the caller. */
public interface FolderChanges extends Folders {

  /** Adds a folder; its parent exists in the same site. */
  void insert(Folder folder);

  /**
   * Sets fields of one folder; a new parent takes along everything in it.
   *
   * @return whether there is such a folder
   */
  boolean update(String siteId, String folderId, FolderUpdate update);

  /**
   * Moves live folders with everything in them to the trash bin, where each remembers its place.
   * Unknown and already trashed ones are passed over.
   *
   * @return how many of the named folders were moved
   */
  int trash(String siteId, Collection<String> folderIds, Instant now);

  /**
   * Brings trashed folders back with everything that was trashed with them, to their place, or to
   * {@code media-root} when that is gone or in the trash itself. Unknown and live ones are passed
   * over.
   *
   * @return how many of the named folders were brought back
   */
  int restore(String siteId, Collection<String> folderIds, Instant now);

  /**
   * Deletes folders for good with everything in them, live or trashed, and releases the blobs of
   * the files. Unknown ones are passed over.
   *
   * @return how many of the named folders were deleted
   */
  int delete(String siteId, Collection<String> folderIds);
}
