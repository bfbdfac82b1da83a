/**
 * Blobs as files of a local folder; begin at {@link io.vitrine.blob.disk.DiskBlobStore}.
 *
 * <p>On disk lie committed blobs as {@code ab/cd/<key>} (the first hex digits of the key) and,
 * below {@code new/}, one folder and one lock file for each process that writes. A blob moves by
 * one rename from there to its place. Whatever lies in the folder of a process that lives no more
 * was never acknowledged and is removed when a store is opened. Nothing else is ever cleaned up
 * here: blobs that no file names are the library's business.
 */
package io.vitrine.blob.disk;
