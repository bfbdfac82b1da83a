/**
 * Pictures made of stored pictures: what a URL asks for ({@link
 * io.vitrine.delivery.transform.TransformationParser}), as which format it is answered ({@link
 * io.vitrine.delivery.transform.OutputChoice}), and the bounded cache of results. Begin at {@link
 * io.vitrine.delivery.transform.Pictures}. Knows no HTTP, and leaves the pixels to a {@link
 * io.vitrine.media.PictureRenderer}.
 */
package io.vitrine.delivery.transform;
