/**
 * Receiving bytes: the route behind an upload URL, and a tus server with the request that makes a
 * file of what it received. Begin at {@link io.vitrine.upload.PlainUpload} and {@link
 * io.vitrine.upload.ResumableUploadRoutes}. What becomes of the bytes is the library's business.
 */
package io.vitrine.upload;
