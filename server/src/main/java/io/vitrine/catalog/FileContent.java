package io.vitrine.catalog;

import io.vitrine.media.MediaType;
import io.vitrine.media.PixelSize;
import java.time.Instant;
import java.util.Optional;

/**
 * What a file that was pending gets when its bytes are there.
 *
 * @param displayName with the extension of its type
 * @param blob given by {@link BlobChanges#share}
 * @param status ready, or still pending because it must be processed first
 */
public record FileContent(
    String displayName,
    MediaType mediaType,
    String mimeType,
    BlobReference blob,
    Optional<PixelSize> pixelSize,
    OperationStatus status,
    Instant updated) {}
