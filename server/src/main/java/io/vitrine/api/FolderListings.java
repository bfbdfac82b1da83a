package io.vitrine.api;

import io.vitrine.catalog.FileScope;
import io.vitrine.catalog.FolderListing;
import io.vitrine.catalog.RootFolder;
import io.vitrine.catalog.Sort;
import java.util.Optional;
import java.util.Set;

/** Reads which folders are asked for (contract: folders-api.md), as {@link FileListings}. */
final class FolderListings {
  private static final int MAX_FOLDER_ID = 100;
  private static final int MAX_SEARCH = 200;

  private final Cursors cursors;

  FolderListings(Cursors cursors) {
    this.cursors = cursors;
  }

  /** The direct children of a folder, {@code media-root} when none is named. */
  FolderListing ofFolder(Fields fields, String siteId, String method) {
    String folderId = parent(fields).orElse(RootFolder.MEDIA_ROOT.folderId());
    return read(fields, siteId, method, new FileScope.Children(folderId), "");
  }

  /**
   * The direct children of a trashed folder; the top of the trash bin when none is named, or {@code
   * media-root}, which clients send by habit and cannot mean.
   */
  FolderListing ofTrash(Fields fields, String siteId, String method) {
    String folderId =
        parent(fields)
            .filter(id -> !id.equals(RootFolder.MEDIA_ROOT.folderId()))
            .orElse(RootFolder.TRASH_ROOT.folderId());
    return read(fields, siteId, method, new FileScope.Children(folderId), "");
  }

  /** Everything in a tree that matches a text. */
  FolderListing ofSearch(Fields fields, String siteId, String method) {
    String search = fields.text("search", MAX_SEARCH).orElse("");
    RootFolder root = fields.choice("rootFolder", RootFolder.class).orElse(RootFolder.MEDIA_ROOT);
    return read(fields, siteId, method, new FileScope.Trees(Set.of(root)), search);
  }

  /** The listing that a cursor continues; notes a cursor that is none of ours. */
  Optional<FolderListing> continued(
      Fields fields, String siteId, String method, Paging paging, String prefix) {
    if (paging.cursor().isEmpty()) {
      return Optional.empty();
    }
    Optional<FolderListing> listing = cursors.folders(siteId, method, paging.cursor().get());
    if (listing.isEmpty()) {
      FileListings.violateCursor(fields, prefix);
    }
    return listing.map(
        found ->
            new FolderListing(
                found.scope(),
                found.search(),
                found.sort(),
                found.position(),
                paging.limit().orElse(found.limit())));
  }

  private static Optional<String> parent(Fields fields) {
    return fields.text("parentFolderId", MAX_FOLDER_ID).filter(id -> !id.isEmpty());
  }

  private FolderListing read(
      Fields fields, String siteId, String method, FileScope scope, String search) {
    Sort sort = Sorting.readOfFolderList(fields);
    Paging paging = Paging.read(fields, "paging");
    Optional<FolderListing> continued = continued(fields, siteId, method, paging, "paging");
    fields.check();
    return continued.orElseGet(
        () -> new FolderListing(scope, search, sort, Optional.empty(), paging.limitOrDefault()));
  }
}
