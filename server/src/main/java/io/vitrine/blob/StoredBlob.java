package io.vitrine.blob;

import java.time.Instant;

/**
 * A blob as the store itself lists it.
 *
 * @param size bytes
 * @param modified when it was written
 */
public record StoredBlob(BlobKey key, long size, Instant modified) {}
