/**
 * Makes pictures with libvips and tells what is in them, in small processes of their own: the bytes
 * of strangers are never decoded in the server. Begin at {@link
 * io.vitrine.media.imaging.ImagingPool} for the server's side, at {@code Rendering} for what is
 * done to a picture, at {@code Inspecting} for what is told of it, and at {@link
 * io.vitrine.media.imaging.InspectStep} for what becomes of a file; {@code RenderProcess} is the
 * program of the small processes, which use nothing but this package and the nouns of {@code
 * media}.
 */
package io.vitrine.media.imaging;
