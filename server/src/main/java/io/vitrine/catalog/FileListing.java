package io.vitrine.catalog;

import io.vitrine.media.MediaType;
import java.util.Optional;
import java.util.Set;

/**
 * A question for files.
 *
 * @param mediaTypes empty for all
 * @param isPrivate empty for both
 * @param search free text, empty for none: every word of it must be found in the display name, the
 *     MIME type or a label, by the rule of {@link SearchText}
 * @param position where the page begins; empty for the first page
 * @param limit 1 to 200 items
 */
public record FileListing(
    FileScope scope,
    Set<MediaType> mediaTypes,
    Optional<Boolean> isPrivate,
    String search,
    Sort sort,
    Optional<Position> position,
    int limit) {
  public FileListing {
    mediaTypes = Set.copyOf(mediaTypes);
  }
}
