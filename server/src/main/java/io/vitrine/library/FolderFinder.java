package io.vitrine.library;

import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.FileScope;
import io.vitrine.catalog.Folder;
import io.vitrine.catalog.FolderListing;
import io.vitrine.catalog.Page;
import io.vitrine.catalog.State;
import io.vitrine.library.Refusal.Reason;
import java.util.List;
import java.util.Optional;

/** Finds folders of a site by ID, in lists and by search. */
public final class FolderFinder {
  private final Catalog catalog;

  public FolderFinder(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * The folder with this ID, a system folder or a trashed one too.
   *
   * @throws Refusal {@code RESOURCE_NOT_FOUND}
   */
  public Folder get(String siteId, String folderId) {
    return catalog.folders().find(siteId, folderId).orElseThrow(FolderFinder::notFound);
  }

  /** A page of folders. */
  public Page<Folder> list(String siteId, FolderListing listing) {
    return catalog.folders().list(siteId, listing);
  }

  /** A page of the children of a folder, as {@link FileFinder#children}. */
  public Page<Folder> children(String siteId, FolderListing listing, State state) {
    return isIn(catalog, siteId, listing.scope(), state)
        ? catalog.folders().list(siteId, listing)
        : new Page<>(List.of(), Optional.empty(), Optional.empty());
  }

  /** Whether the scope is a folder in this state. */
  static boolean isIn(Catalog catalog, String siteId, FileScope scope, State state) {
    return switch (scope) {
      case FileScope.Children(String folderId) ->
          catalog
              .folders()
              .find(siteId, folderId)
              .filter(folder -> folder.state() == state)
              .isPresent();
      case FileScope.Trees _ -> throw new IllegalArgumentException("a tree has no children");
    };
  }

  static Refusal notFound() {
    return new Refusal(Reason.RESOURCE_NOT_FOUND, "folder not found");
  }
}
