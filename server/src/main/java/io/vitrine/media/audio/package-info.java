/**
 * What is made of sounds, with ffmpeg in a process of its own: facts and tags, MP3 in several
 * qualities, the shape of the sound to be drawn, and the cover. Begin at {@link
 * io.vitrine.media.audio.DecodeStep}.
 */
package io.vitrine.media.audio;
