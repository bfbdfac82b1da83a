package io.vitrine.http;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A stored thing that can be sent whole, in ranges, or not at all when the client has it already
 * (contract: delivery.md section 7).
 *
 * @param contentType from the catalog, never guessed from the URL
 * @param length bytes
 * @param entityTag strong, with its quotes
 * @param lastModified sent and compared in whole seconds; empty for what can change without any
 *     date that would tell, so that only its tag does
 * @param headers further headers of every answer with or about it (also 304)
 */
public record Representation(
    String contentType,
    long length,
    String entityTag,
    Optional<Instant> lastModified,
    List<Header> headers,
    Body.Source source) {
  public Representation {
    headers = List.copyOf(headers);
  }

  /** Of what never changes without a later date. */
  public Representation(
      String contentType,
      long length,
      String entityTag,
      Instant lastModified,
      List<Header> headers,
      Body.Source source) {
    this(contentType, length, entityTag, Optional.of(lastModified), headers, source);
  }
}
