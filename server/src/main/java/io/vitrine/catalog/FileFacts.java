package io.vitrine.catalog;

import io.vitrine.media.PixelSize;
import java.util.Optional;

/**
 * What processing found out about a file; empty parts stay as they are.
 *
 * @param json as {@code io.vitrine.media.MediaFacts#json} writes it
 * @param pixelSize of an image, vector or film, upright
 * @param text of the file, such as that of a document: a search finds the file by its first words,
 *     as many as fit into 16,000 letters
 */
public record FileFacts(
    Optional<String> json, Optional<PixelSize> pixelSize, Optional<String> text) {}
