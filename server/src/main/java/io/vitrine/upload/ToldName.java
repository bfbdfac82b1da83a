package io.vitrine.upload;

import io.vitrine.http.HttpProblem;
import io.vitrine.http.Request;
import io.vitrine.library.FileNames;
import java.util.Optional;

/** The file name that stands in the query of an upload (contract: uploads.md section 1.1). */
final class ToldName {
  /** What a query's bytes become that are not UTF-8. */
  private static final char NOT_UTF_8 = '\uFFFD';

  private ToldName() {}

  /**
   * The last segment of {@code filename}, cut to 255 characters; empty when it was not sent.
   *
   * @throws HttpProblem 400 {@code INVALID_FILE_NAME}
   */
  static Optional<String> of(Request request) {
    Optional<String> name = request.query().first("filename").map(FileNames::lastSegment);
    name.filter(text -> FileNames.hasControlCharacter(text) || text.indexOf(NOT_UTF_8) >= 0)
        .ifPresent(
            bad -> {
              throw new HttpProblem(
                  400, "INVALID_FILE_NAME", "the file name is not UTF-8 or has control characters");
            });
    return name.filter(text -> !text.isBlank()).map(FileNames::cut);
  }
}
