package io.vitrine.http;

import java.time.Instant;
import java.util.List;

/**
 * A stored thing that can be sent whole, in ranges, or not at all when the client has it already
 * (contract: delivery.md section 7).
 *
 * @param contentType from the catalog, never guessed from the URL
 * @param length bytes
 * @param entityTag strong, with its quotes
 * @param lastModified sent and compared in whole seconds
 * @param headers further headers of every answer with or about it (also 304)
 */
public record Representation(
    String contentType,
    long length,
    String entityTag,
    Instant lastModified,
    List<Header> headers,
    Body.Source source) {
  public Representation {
    headers = List.copyOf(headers);
  }
}
