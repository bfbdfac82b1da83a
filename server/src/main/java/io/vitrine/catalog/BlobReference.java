package io.vitrine.catalog;

/**
 * The bytes of a file, or of a variant of one, as the catalog knows them.
 *
 * @param key the blob's name in the blob store, 32 hex digits
 * @param size bytes
 * @param sha256 64 lower-case hex digits
 * @param crc32 unsigned 32-bit number
 */
public record BlobReference(String key, long size, String sha256, long crc32) {}
