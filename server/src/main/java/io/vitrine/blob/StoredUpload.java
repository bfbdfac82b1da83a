package io.vitrine.blob;

import java.time.Instant;

/**
 * An upload as the store itself lists it.
 *
 * @param size bytes that it takes, also those that do not count yet
 * @param modified when bytes last came
 */
public record StoredUpload(UploadKey key, long size, Instant modified) {}
