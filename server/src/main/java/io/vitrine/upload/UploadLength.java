package io.vitrine.upload;

import io.vitrine.http.HttpProblem;
import io.vitrine.http.Request;
import java.util.Optional;

/** The size of an upload as its creation tells it (tus 1.0.0, Creation and Defer Length). */
sealed interface UploadLength {

  /** So many bytes. */
  record Known(long bytes) implements UploadLength {}

  /** A later request tells. */
  record Deferred() implements UploadLength {}

  /**
   * Reads the headers of a creation; exactly one of the two must be there.
   *
   * @throws HttpProblem 400 {@code UPLOAD_LENGTH_INVALID}
   */
  static UploadLength of(Request request) {
    Optional<Long> known = told(request);
    Optional<String> deferred = request.header("Upload-Defer-Length");
    if (known.isPresent() && deferred.isPresent()) {
      throw TusProblems.length("Upload-Length and Upload-Defer-Length exclude each other");
    }
    if (known.isPresent()) {
      return new Known(known.get());
    }
    if (deferred.isEmpty()) {
      throw TusProblems.length("Upload-Length or Upload-Defer-Length is missing");
    }
    if (!deferred.get().equals("1")) {
      throw TusProblems.length("Upload-Defer-Length can only be 1");
    }
    return new Deferred();
  }

  /**
   * The header {@code Upload-Length}; empty when it was not sent.
   *
   * @throws HttpProblem 400 {@code UPLOAD_LENGTH_INVALID} when it is no number of bytes
   */
  static Optional<Long> told(Request request) {
    Optional<String> text = request.header("Upload-Length");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Tus.number(text.get())
            .orElseThrow(
                () -> TusProblems.length("Upload-Length must be a whole number, 0 or more")));
  }
}
