package io.vitrine.media;

import java.util.List;

/**
 * A format that is taken (contract: processing.md section 1).
 *
 * @param mimeType the canonical name, lower case
 * @param aliases other names that mean the same
 * @param extensions without the dot, lower case, the canonical one first
 * @param maxBytes the largest file of this format
 */
public record MediaFormat(
    MediaType mediaType,
    String mimeType,
    List<String> aliases,
    List<String> extensions,
    long maxBytes) {
  public MediaFormat {
    aliases = List.copyOf(aliases);
    extensions = List.copyOf(extensions);
  }

  /** The extension that file IDs and completed names get, such as {@code jpg}. */
  public String canonicalExtension() {
    return extensions.getFirst();
  }
}
