/**
 * Immutable bytes under random keys, and the uploads that become them. Begin at {@link
 * io.vitrine.blob.BlobStore} and {@link io.vitrine.blob.UploadStore}. What a blob means, who may
 * read it and how often it is shared is the catalog's and the library's business.
 */
package io.vitrine.blob;
