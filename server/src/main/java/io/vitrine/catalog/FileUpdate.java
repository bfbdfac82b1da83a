package io.vitrine.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The fields of a file to set; empty ones stay as they are.
 *
 * @param parentFolderId a live folder of the same site; the file moves there
 * @param updated the new time of the last change
 */
public record FileUpdate(
    Optional<String> displayName,
    Optional<String> parentFolderId,
    Optional<List<String>> labels,
    Optional<List<String>> internalTags,
    Instant updated) {}
