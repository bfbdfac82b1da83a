package io.vitrine.catalog;

import java.util.Optional;

/**
 * The three trees that every site has (contract: files-api.md section 13). Each has a system folder
 * at its top, with the same ID in every site, made together with the site and never changed.
 */
public enum RootFolder {
  MEDIA_ROOT("media-root"),
  VISITOR_UPLOADS_ROOT("visitor-uploads"),
  TRASH_ROOT("trash-root");

  private final String folderId;

  RootFolder(String folderId) {
    this.folderId = folderId;
  }

  /** The ID of the system folder at the top of the tree. */
  public String folderId() {
    return folderId;
  }

  /** The tree whose top folder has this ID; empty for the ID of an ordinary folder. */
  public static Optional<RootFolder> ofFolderId(String folderId) {
    for (RootFolder root : values()) {
      if (root.folderId.equals(folderId)) {
        return Optional.of(root);
      }
    }
    return Optional.empty();
  }
}
