/**
 * Blobs and uploads as files of a local folder; begin at {@link io.vitrine.blob.disk.DiskBlobStore}
 * and {@link io.vitrine.blob.disk.DiskUploadStore}.
 *
 * <p>On disk lie committed blobs as {@code ab/cd/<key>} (the first hex digits of the key) and,
 * below {@code new/}, one folder and one lock file for each process that writes. A blob moves by
 * one rename from there to its place. Whatever lies in the folder of a process that lives no more
 * was never acknowledged and is removed when a store is opened. Nothing else is ever cleaned up
 * here: blobs that no file names are the library's business.
 *
 * <p>An upload that comes in pieces is two files, {@code uploads/ab/<key>} with its bytes and
 * {@code uploads/ab/<key>.mark} with the number of those that count. A blob is made of it by a
 * second name of the first file, under the same key; the upload stays until it is deleted. Here too
 * nothing is cleaned up: uploads that no row of the catalog names are the library's business.
 */
package io.vitrine.blob.disk;
