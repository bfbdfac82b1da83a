/**
 * Sending bytes: public URLs by media type, signed downloads and archives of many files. Begin at
 * {@link io.vitrine.delivery.PublicFiles}. How ranges and conditions are answered lives in {@code
 * http}; what a file is lives in the library.
 */
package io.vitrine.delivery;
