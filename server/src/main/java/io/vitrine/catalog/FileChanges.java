package io.vitrine.catalog;

import java.time.Instant;
import java.util.Collection;

/** Changes of files inside a transaction; they are seen by questions of the same transaction. */
public interface FileChanges extends Files {

  /**
   * Adds a file, counts it in its site's usage, and makes it findable.
   *
   * @param file its parent folder exists, its blob was given by {@link BlobChanges#share}
   */
  void insert(FileDescriptor file);

  /**
   * Sets fields of one file.
   *
   * @return whether there is such a file
   */
  boolean update(String siteId, String fileId, FileUpdate update);

  /**
   * Gives a pending file its bytes and counts them in its site's usage; whether it lies in the
   * trash bin does not matter.
   *
   * @return false when there is no such file, it is not pending, or it has its bytes already
   */
  boolean fill(String siteId, String fileId, FileContent content);

  /**
   * Notes what processing found out. The time of the last change stays.
   *
   * @return whether there is such a file
   */
  boolean describe(String siteId, String fileId, FileFacts facts);

  /**
   * Adds variants to a file; one that has the key of a former one replaces it, whose blob is
   * released. The time of the last change stays.
   *
   * @param assets their blobs were given by {@link BlobChanges#share}
   * @return whether there is such a file; if not, nothing was changed
   */
  boolean putAssets(String siteId, String fileId, Collection<Asset> assets);

  /**
   * Makes a pending file a ready one.
   *
   * @return false when there is no such file or it is not pending
   */
  boolean makeReady(String siteId, String fileId, Instant updated);

  /**
   * Makes a pending file a failed one and keeps why, for good.
   *
   * @return false when there is no such file or it is not pending
   */
  boolean fail(String siteId, String fileId, FileFailure failure, Instant updated);

  /**
   * Moves live files to the trash bin, where each remembers its folder. Unknown and already trashed
   * ones are passed over.
   *
   * @return how many were moved
   */
  int trash(String siteId, Collection<String> fileIds, Instant now);

  /**
   * Brings trashed files back to the folder that they were in, or to {@code media-root} when that
   * is gone or in the trash itself. A file that was trashed with its folder comes back to {@code
   * media-root} likewise. Unknown and live ones are passed over.
   *
   * @return how many were brought back
   */
  int restore(String siteId, Collection<String> fileIds, Instant now);

  /**
   * Deletes files for good, live or trashed, releases their blobs and those of their variants, and
   * cancels the jobs that are for them. Unknown ones are passed over.
   *
   * @return how many were deleted
   */
  int delete(String siteId, Collection<String> fileIds);
}
