package io.vitrine.fetch;

import java.util.List;
import java.util.Map;

/**
 * What a server is asked.
 *
 * @param method {@code GET} or {@code HEAD}
 * @param ownHeaders for the origin of the URL only: they may be secrets, and a redirect to another
 *     origin does not carry them along
 * @param headers for every server on the way
 */
public record SourceRequest(
    String method,
    SourceUrl url,
    List<Map.Entry<String, String>> ownHeaders,
    List<Map.Entry<String, String>> headers) {
  public SourceRequest {
    ownHeaders = List.copyOf(ownHeaders);
    headers = List.copyOf(headers);
  }

  /** Values may be secrets. */
  @Override
  public String toString() {
    return method + " " + url.origin();
  }
}
