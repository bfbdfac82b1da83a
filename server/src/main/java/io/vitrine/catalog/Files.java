package io.vitrine.catalog;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Questions about files. Each names its site, so that no site ever sees another's files. Files come
 * with what processing made of them.
 */
public interface Files {

  /** The file with this ID in this site, live or trashed. */
  Optional<FileDescriptor> find(String siteId, String fileId);

  /** The files with these IDs in this site, in no order; unknown IDs are left out. */
  List<FileDescriptor> findAll(String siteId, Collection<String> fileIds);

  /** The file with this ID in whatever site: for delivery, where the URL names no site. */
  Optional<FileDescriptor> findInAnySite(String fileId);

  /**
   * The file whose ID begins with this, in whatever site.
   *
   * @param stem the six digits, the underscore and the random part of an ID: no two files share it
   */
  Optional<FileDescriptor> findByStemInAnySite(String stem);

  /** Why this file of this site failed; empty when it did not. */
  Optional<FileFailure> failure(String siteId, String fileId);

  /** A page of files. Its cost grows neither with the depth nor with the size of the folder. */
  Page<FileDescriptor> list(String siteId, FileListing listing);

  /**
   * Up to {@code limit} files of all sites that were moved to the trash bin before this moment, the
   * longest there first; each was trashed itself, not with a folder above it.
   */
  List<TrashedItem> trashedBefore(Instant moment, int limit);
}
