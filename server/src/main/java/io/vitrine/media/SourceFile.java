package io.vitrine.media;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The original that is processed.
 *
 * @param path only to be read; its name says nothing, and what is made goes elsewhere
 * @param mimeType as the bytes told it, canonical
 * @param isPrivate whether strangers may not see it
 * @param size bytes
 * @param pixelSize upright, where the header told it
 */
public record SourceFile(
    Path path,
    MediaType mediaType,
    String mimeType,
    boolean isPrivate,
    long size,
    Optional<PixelSize> pixelSize) {}
