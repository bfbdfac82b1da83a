package io.vitrine.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Questions about folders, system folders included where one is asked for by its ID. */
public interface Folders {

  /** The folder with this ID in this site, live or trashed. */
  Optional<Folder> find(String siteId, String folderId);

  /** The live direct child with exactly this name, the oldest when there are several. */
  Optional<Folder> findChild(String siteId, String parentFolderId, String displayName);

  /** A page of folders. */
  Page<Folder> list(String siteId, FolderListing listing);

  /** The IDs from the folder's parent up to the system folder at the top; empty when unknown. */
  List<String> ancestors(String siteId, String folderId);

  /**
   * Up to {@code limit} folders of all sites that were moved to the trash bin before this moment,
   * the longest there first; each was trashed itself, not with a folder above it.
   */
  List<TrashedItem> trashedBefore(Instant moment, int limit);
}
