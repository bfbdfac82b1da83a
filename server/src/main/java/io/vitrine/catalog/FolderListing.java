package io.vitrine.catalog;

import java.util.Optional;

/**
 * A question for folders; system folders are never found.
 *
 * @param scope as for files
 * @param search as for files, in the display name only
 * @param position where the page begins; empty for the first page
 * @param limit 1 to 200 items
 */
public record FolderListing(
    FileScope scope, String search, Sort sort, Optional<Position> position, int limit) {}
