package io.vitrine.upload;

import io.vitrine.http.Header;
import io.vitrine.http.HttpProblem;
import java.util.List;
import java.util.Map;

/** The refusals of the protocol: status, code and text (contract: errors.md section 3). */
final class TusProblems {
  private static final int CHECKSUM_MISMATCH = 460;

  private TusProblems() {}

  static HttpProblem version() {
    return new HttpProblem(
        412,
        "TUS_VERSION_UNSUPPORTED",
        "the header Tus-Resumable must be " + Tus.VERSION,
        Map.of(),
        List.of(new Header("Tus-Version", Tus.VERSION)));
  }

  static HttpProblem length(String description) {
    return new HttpProblem(400, "UPLOAD_LENGTH_INVALID", description);
  }

  static HttpProblem metadata(String description) {
    return new HttpProblem(400, "UPLOAD_METADATA_INVALID", description);
  }

  static HttpProblem concat(String description) {
    return new HttpProblem(400, "UPLOAD_CONCAT_INVALID", description);
  }

  static HttpProblem malformed(String description) {
    return new HttpProblem(400, "INVALID_ARGUMENT", description);
  }

  static HttpProblem contentType() {
    return new HttpProblem(
        415, "INVALID_CONTENT_TYPE", "the body must be of the type " + Tus.BODY_TYPE);
  }

  static HttpProblem contentEncoding() {
    return new HttpProblem(
        415, "UNSUPPORTED_CONTENT_ENCODING", "the bytes must be sent as they are");
  }

  static HttpProblem offset(long current) {
    return new HttpProblem(
        409,
        "UPLOAD_OFFSET_MISMATCH",
        "the upload has " + current + " bytes",
        Map.of("uploadOffset", Long.toString(current)),
        List.of(new Header("Upload-Offset", Long.toString(current))));
  }

  static HttpProblem tooMany(long end) {
    return new HttpProblem(
        413,
        "FILE_SIZE_OVER_LIMIT",
        "the upload takes " + end + " bytes and no more",
        Map.of("limitInBytes", Long.toString(end)),
        List.of());
  }

  static HttpProblem finalUpload() {
    return new HttpProblem(
        403, "UPLOAD_FINAL_IMMUTABLE", "an upload that was put together takes no bytes");
  }

  static HttpProblem algorithm(String name) {
    return new HttpProblem(
        400, "CHECKSUM_ALGORITHM_UNSUPPORTED", "the checksum algorithm " + name + " is not known");
  }

  static HttpProblem checksum() {
    return new HttpProblem(
        CHECKSUM_MISMATCH, "CHECKSUM_MISMATCH", "the bytes do not have the checksum told");
  }

  static HttpProblem superseded() {
    return new HttpProblem(423, "UPLOAD_LOCKED", "a newer request goes on with this upload");
  }

  static HttpProblem missingToken() {
    return new HttpProblem(
        401,
        "UPLOAD_TOKEN_MISSING",
        "the upload token must be sent as token in Upload-Metadata",
        Map.of(),
        List.of(new Header("WWW-Authenticate", "Bearer")));
  }

  static HttpProblem invalidToken() {
    return new HttpProblem(403, "UPLOAD_TOKEN_INVALID", "the upload token is not valid");
  }

  static HttpProblem expiredToken() {
    return new HttpProblem(
        403, "UPLOAD_TOKEN_EXPIRED", "the upload token has expired; ask for another");
  }
}
