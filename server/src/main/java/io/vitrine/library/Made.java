package io.vitrine.library;

import io.vitrine.catalog.Asset;
import io.vitrine.catalog.FileFacts;
import io.vitrine.media.MediaFacts;
import io.vitrine.media.PixelSize;
import java.util.List;
import java.util.Optional;

/**
 * What work on a file has brought and the catalog does not know yet.
 *
 * @param assets their blobs are in the store, and no row names them
 * @param facts all of them, when some changed
 */
record Made(List<Asset> assets, Optional<MediaFacts> facts, Optional<String> text) {

  /** Nothing. */
  static final Made NOTHING = new Made(List.of(), Optional.empty(), Optional.empty());

  boolean isEmpty() {
    return assets.isEmpty() && facts.isEmpty() && text.isEmpty();
  }

  FileFacts fileFacts() {
    Optional<PixelSize> size =
        facts.flatMap(
            known ->
                known
                    .picture()
                    .map(MediaFacts.Picture::size)
                    .or(() -> known.video().map(MediaFacts.Video::size)));
    return new FileFacts(facts.map(MediaFacts::json), size, text);
  }
}
