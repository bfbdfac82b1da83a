package io.vitrine.media.imaging;

import io.vitrine.media.PixelSize;
import io.vitrine.media.Rgb;
import java.util.List;
import java.util.Optional;

/**
 * What is in a picture that was decoded from the first pixel to the last.
 *
 * @param size upright
 * @param frames more than one when it is animated
 * @param profile whether it has a colour profile of its own
 * @param prominent the colour that stands for it; empty when nothing is to be seen
 * @param palette ten colours at most, the most frequent first
 * @param thumbHash Base64 (evanw/thumbhash)
 */
record Inspection(
    PixelSize size,
    int frames,
    boolean profile,
    Optional<Rgb> prominent,
    List<Rgb> palette,
    String thumbHash) {
  Inspection {
    palette = List.copyOf(palette);
  }
}
