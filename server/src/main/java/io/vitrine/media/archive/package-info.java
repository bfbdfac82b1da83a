/**
 * What lies in an archive, as its own directory or headers tell; nothing is ever unpacked. Begin at
 * {@link io.vitrine.media.archive.ListingStep}.
 */
package io.vitrine.media.archive;
