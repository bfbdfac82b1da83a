package io.vitrine.fetch;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a server is asked.
 *
 * @param method {@code GET}, {@code HEAD} or {@code POST}
 * @param ownHeaders for the origin of the URL only: they may be secrets, and a redirect to another
 *     origin does not carry them along
 * @param headers for every server on the way
 * @param body of a {@code POST}
 */
public record SourceRequest(
    String method,
    SourceUrl url,
    List<Map.Entry<String, String>> ownHeaders,
    List<Map.Entry<String, String>> headers,
    Optional<Content> body) {
  public SourceRequest {
    ownHeaders = List.copyOf(ownHeaders);
    headers = List.copyOf(headers);
  }

  /** A request without a body. */
  public SourceRequest(
      String method,
      SourceUrl url,
      List<Map.Entry<String, String>> ownHeaders,
      List<Map.Entry<String, String>> headers) {
    this(method, url, ownHeaders, headers, Optional.empty());
  }

  /** What is sent. */
  public record Content(String contentType, String text) {}

  /** Values may be secrets. */
  @Override
  public String toString() {
    return method + " " + url.origin();
  }
}
