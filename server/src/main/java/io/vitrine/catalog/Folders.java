package io.vitrine.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

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
   * Walks the tree below a live folder, as it is at one moment: first all folders, each after the
   * one that it lies in, then the public files, those of one folder together. The order changes
   * only with the tree. Nothing is held in memory but the item at hand, so that the tree may be of
   * any size; nothing is walked when there is no such folder or it is in the trash bin.
   *
   * @param visitor is told each item; must not ask the catalog, and what it throws ends the walk
   * @return the number of the folder at the top; empty when nothing was walked
   */
  OptionalLong walk(String siteId, String folderId, Consumer<TreeItem> visitor);

  /**
   * Up to {@code limit} folders of all sites that were moved to the trash bin before this moment,
   * the longest there first; each was trashed itself, not with a folder above it.
   */
  List<TrashedItem> trashedBefore(Instant moment, int limit);
}
