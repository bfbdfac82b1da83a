package io.vitrine.media.video;

import io.vitrine.media.PixelSize;

/**
 * One size and bitrate in which a film is offered.
 *
 * @param shortEdge that it is named after
 * @param size even numbers
 * @param kilobits a second at most, over two seconds
 */
record Rung(int shortEdge, PixelSize size, int kilobits) {

  /** As asset keys and URLs call it, such as {@code 720p}. */
  String name() {
    return shortEdge + "p";
  }

  long pixels() {
    return (long) size.width() * size.height();
  }
}
