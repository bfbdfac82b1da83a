/**
 * What exists: sites, folders, files, references to blobs, upload URLs and keys, as records and the
 * questions and changes on them. Begin at {@link io.vitrine.catalog.Catalog}. It decides nothing
 * about who may do what, and never touches bytes.
 */
package io.vitrine.catalog;
