/**
 * Immutable bytes under random keys. Begin at {@link io.vitrine.blob.BlobStore}. What a blob means,
 * who may read it and how often it is shared is the catalog's and the library's business.
 */
package io.vitrine.blob;
