package io.vitrine.http;

import java.util.ArrayList;
import java.util.List;

/** What pages of other origins are told (Fetch standard, section 3.2). */
final class Cors {
  private static final String MAX_AGE_SECONDS = "86400";
  private static final Header ANY_ORIGIN = new Header("Access-Control-Allow-Origin", "*");

  private Cors() {}

  /** Headers of every answer of a route with this policy, errors too. */
  static List<Header> headers(CorsPolicy policy) {
    return policy.exposedHeaders().isEmpty()
        ? List.of(ANY_ORIGIN)
        : List.of(
            ANY_ORIGIN,
            new Header(
                "Access-Control-Expose-Headers", String.join(", ", policy.exposedHeaders())));
  }

  /** Headers of the answer to a preflight, beside those of every answer. */
  static List<Header> preflight(CorsPolicy policy) {
    List<Header> headers = new ArrayList<>();
    headers.add(new Header("Access-Control-Allow-Methods", String.join(", ", policy.methods())));
    if (!policy.requestHeaders().isEmpty()) {
      headers.add(
          new Header("Access-Control-Allow-Headers", String.join(", ", policy.requestHeaders())));
    }
    headers.add(new Header("Access-Control-Max-Age", MAX_AGE_SECONDS));
    return headers;
  }
}
