/**
 * Makes films fit for the web with ffmpeg and ffprobe, in processes of their own: the bytes of
 * strangers are never decoded in the server. Begin at {@link io.vitrine.media.video.FfmpegTools}
 * for how the programs are called and bounded, at {@link io.vitrine.media.video.Probe} for what a
 * file holds, and at the classes that end in {@code Step} for what is made.
 */
package io.vitrine.media.video;
