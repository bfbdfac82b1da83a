package io.vitrine.http;

import java.util.List;

/**
 * What pages of other origins may do with a route. Every origin may, but never with credentials
 * (contract: security.md threat 31). Preflights of a route that has a policy are answered by the
 * server.
 *
 * @param methods allowed methods
 * @param requestHeaders headers that a page may send
 * @param exposedHeaders headers of the answer that a page may read
 */
public record CorsPolicy(
    List<String> methods, List<String> requestHeaders, List<String> exposedHeaders) {
  public CorsPolicy {
    methods = List.copyOf(methods);
    requestHeaders = List.copyOf(requestHeaders);
    exposedHeaders = List.copyOf(exposedHeaders);
  }
}
