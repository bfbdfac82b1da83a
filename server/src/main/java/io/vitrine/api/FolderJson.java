package io.vitrine.api;

/** A folder on the wire (contract: types.md, Folder). */
record FolderJson(
    String id,
    String displayName,
    String parentFolderId,
    String createdDate,
    String updatedDate,
    String state,
    String siteId) {}
