package io.vitrine.library;

import io.vitrine.catalog.FileFailure;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A fetch did not succeed: for good, or this time. */
final class ImportException extends Exception {
  private final FileFailure failure;
  private final boolean passing;
  private final Optional<Duration> retryAfter;

  private ImportException(
      FileFailure failure, boolean passing, Optional<Duration> retryAfter, Throwable cause) {
    super(failure.description(), cause);
    this.failure = failure;
    this.passing = passing;
    this.retryAfter = retryAfter;
  }

  /** Trying again is of no use. */
  static ImportException lasting(String code, String description, Map<String, Object> data) {
    return new ImportException(
        new FileFailure(code, description, data), false, Optional.empty(), null);
  }

  static ImportException lasting(String code, String description) {
    return lasting(code, description, Map.of());
  }

  /** It may work later. */
  static ImportException passing(String code, String description, Throwable cause) {
    return new ImportException(
        new FileFailure(code, description, Map.of()), true, Optional.empty(), cause);
  }

  /** The source answered with a status that may change. */
  static ImportException passing(int status, Optional<Duration> retryAfter) {
    return new ImportException(httpError(status), true, retryAfter, null);
  }

  /** The source answered with a status that stays. */
  static ImportException lasting(int status) {
    return new ImportException(httpError(status), false, Optional.empty(), null);
  }

  /** What the file fails with when it is given up. */
  FileFailure failure() {
    return failure;
  }

  boolean isPassing() {
    return passing;
  }

  /** When the source wants to be asked again. */
  Optional<Duration> retryAfter() {
    return retryAfter;
  }

  private static FileFailure httpError(int status) {
    return new FileFailure(
        "SOURCE_HTTP_ERROR",
        "the source answered with the status " + status,
        Map.of("status", status));
  }
}
