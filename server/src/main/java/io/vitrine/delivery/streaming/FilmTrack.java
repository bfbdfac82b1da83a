package io.vitrine.delivery.streaming;

import io.vitrine.catalog.BlobReference;
import io.vitrine.media.cmaf.CmafTrack;

/**
 * A track that can be sent.
 *
 * @param name of a rung, such as {@code 720p}, or {@link Film#SOUND}
 * @param media its bytes
 * @param description the index of its fragments, and what a progressive file tells of it
 */
public record FilmTrack(
    String name, CmafTrack details, BlobReference media, BlobReference description) {

  /** The path of something of the track, below that of the film. */
  String path(String fileName) {
    return name + "/mp4/file.mp4/" + fileName;
  }
}
