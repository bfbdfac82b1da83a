/**
 * Makes pictures with libvips, in small processes of their own: the bytes of strangers are never
 * decoded in the server. Begin at {@link io.vitrine.media.imaging.ImagingPool} for the server's
 * side and at {@code Rendering} for what is done to a picture; {@code RenderProcess} is the program
 * of the small processes, which use nothing but this package and the nouns of {@code media}.
 */
package io.vitrine.media.imaging;
