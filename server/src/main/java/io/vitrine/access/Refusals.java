package io.vitrine.access;

import io.vitrine.http.Header;
import io.vitrine.http.HttpProblem;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** All answers to callers who may not pass (contract: errors.md sections 4 and 6). */
final class Refusals {
  private Refusals() {}

  /** One text for every reason, so that a stranger learns nothing about a key. */
  static HttpProblem unauthenticated() {
    return new HttpProblem(
        401,
        "UNAUTHENTICATED",
        "The credential is missing, unknown or no longer valid",
        Map.of(),
        List.of(new Header("WWW-Authenticate", "Bearer")));
  }

  static HttpProblem tooManyAttempts(Duration wait) {
    long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
    return new HttpProblem(
        429,
        "RESOURCE_EXHAUSTED",
        "Too many attempts from this address",
        Map.of(),
        List.of(new Header("Retry-After", Long.toString(seconds))));
  }

  /** The code is OAuth's own (RFC 6749 section 5.2), as the contract has it. */
  static HttpProblem unsupportedGrantType() {
    return new HttpProblem(
        400, "unsupported_grant_type", "This server does not offer the grant type");
  }

  static HttpProblem otherSite() {
    return new HttpProblem(403, "PERMISSION_DENIED", "The credential is not for this site");
  }

  static HttpProblem unknownSite() {
    return new HttpProblem(404, "SITE_NOT_FOUND", "There is no such site");
  }

  static HttpProblem lacks(Permission permission) {
    return new HttpProblem(
        403,
        "PERMISSION_DENIED",
        "The caller lacks the permission " + permission.id(),
        Map.of("requiredPermission", permission.id()),
        List.of());
  }
}
