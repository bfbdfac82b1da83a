/**
 * Media types: the table of formats that are taken, and how the type and the first facts of a file
 * are told from its bytes. Begin at {@link io.vitrine.media.MediaFormats} and {@link
 * io.vitrine.media.Detector}. Knows nothing of files, sites, storage or HTTP.
 */
package io.vitrine.media;
