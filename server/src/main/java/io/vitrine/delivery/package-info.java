/**
 * Sending bytes: public URLs by media type and signed downloads. Begin at {@link
 * io.vitrine.delivery.PublicFiles}. How ranges and conditions are answered lives in {@code http};
 * what a file is lives in the library.
 */
package io.vitrine.delivery;
