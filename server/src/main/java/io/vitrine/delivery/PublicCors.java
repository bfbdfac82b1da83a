package io.vitrine.delivery;

import io.vitrine.http.CorsPolicy;
import java.util.List;

/** What pages of other origins may do with byte URLs (contract: delivery.md H20). */
final class PublicCors {
  static final CorsPolicy POLICY =
      new CorsPolicy(
          List.of("GET", "HEAD", "OPTIONS"),
          List.of("Range", "If-Range", "If-None-Match", "If-Modified-Since"),
          List.of(
              "Content-Length",
              "Content-Range",
              "Content-Type",
              "Content-Disposition",
              "ETag",
              "Accept-Ranges",
              "Last-Modified"));

  private PublicCors() {}
}
