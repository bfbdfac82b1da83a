/**
 * Receiving bytes: the route behind an upload URL. Begin at {@link io.vitrine.upload.PlainUpload}.
 * What becomes of the bytes is the library's business.
 */
package io.vitrine.upload;
