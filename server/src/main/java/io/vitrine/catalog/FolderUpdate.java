package io.vitrine.catalog;

import java.time.Instant;
import java.util.Optional;

/**
 * The fields of a folder to set; empty ones stay as they are.
 *
 * @param parentFolderId a live folder of the same site outside the folder's own tree; the folder
 *     moves there with all that is in it
 */
public record FolderUpdate(
    Optional<String> displayName, Optional<String> parentFolderId, Instant updated) {}
