package io.vitrine.delivery.zip;

/**
 * One entry of a zip.
 *
 * @param path in UTF-8, with slashes between its parts and one at the end of a folder's
 * @param modifiedSeconds since 1970
 * @param blobKey where its bytes are; empty text for a folder
 */
@SuppressWarnings("ArrayRecordComponent")
record Entry(
    byte[] path, boolean isFolder, long size, long crc32, long modifiedSeconds, String blobKey) {}
