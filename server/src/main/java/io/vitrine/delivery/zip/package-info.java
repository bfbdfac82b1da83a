/**
 * Zip files that nobody has made: what stands at each byte of one is known from names, sizes and
 * checksums alone, so that it can be sent from any offset on. Begin at {@link
 * io.vitrine.delivery.zip.ZipLayout}. Knows no URL and does not open files itself.
 */
package io.vitrine.delivery.zip;
