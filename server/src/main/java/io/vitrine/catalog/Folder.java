package io.vitrine.catalog;

import java.time.Instant;

/**
 * A folder, system folders included (contract: types.md, Folder).
 *
 * @param id unique within its site: 32 hex digits, or a system folder's name
 * @param parentFolderId empty text for the three system folders
 * @param root the tree in which it lies now
 * @param displayName at most 1,000 characters
 */
public record Folder(
    String siteId,
    String id,
    String parentFolderId,
    RootFolder root,
    String displayName,
    Instant created,
    Instant updated) {

  /** Whether it lies in the trash bin, itself or with a folder above it. */
  public State state() {
    return root == RootFolder.TRASH_ROOT ? State.DELETED : State.OK;
  }
}
