package io.vitrine.blob;

/**
 * What is known of a blob once it is durable.
 *
 * @param key its name in the store
 * @param size bytes
 * @param sha256 64 lower-case hex digits
 * @param crc32 the CRC-32 of the bytes as an unsigned 32-bit number (kept for zip downloads)
 */
public record WrittenBlob(BlobKey key, long size, String sha256, long crc32) {}
