package io.vitrine.upload;

import io.vitrine.http.CorsPolicy;
import io.vitrine.http.Header;
import io.vitrine.http.HttpDates;
import io.vitrine.http.HttpProblem;
import io.vitrine.http.Request;
import io.vitrine.http.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names and numbers of the protocol (tus 1.0.0). */
final class Tus {
  static final String VERSION = "1.0.0";
  static final String BODY_TYPE = "application/offset+octet-stream";

  /** What is on; {@code checksum-trailer} and {@code concatenation-unfinished} are not. */
  static final String EXTENSIONS =
      "creation,creation-with-upload,creation-defer-length,expiration,checksum,termination,"
          + "concatenation";

  /** Where uploads are made; the URL that clients are handed. */
  static final String CREATION_PATH = "/upload/tus";

  /** Behind which the ID of an upload stands. */
  static final String UPLOADS_PATH = CREATION_PATH + "/files/";

  /** Every answer carries it, errors too. */
  static final Header RESUMABLE = new Header("Tus-Resumable", VERSION);

  /** Contract: uploads.md section 2.3, X1 and X2. */
  static final CorsPolicy CORS =
      new CorsPolicy(
          List.of("POST", "HEAD", "PATCH", "DELETE", "OPTIONS", "GET", "PUT"),
          List.of(
              "Authorization",
              "Content-Type",
              "Origin",
              "X-Requested-With",
              "X-Request-ID",
              "X-HTTP-Method-Override",
              "Tus-Resumable",
              "Upload-Length",
              "Upload-Offset",
              "Upload-Metadata",
              "Upload-Defer-Length",
              "Upload-Concat",
              "Upload-Checksum",
              "Upload-Complete",
              "Upload-Draft-Interop-Version"),
          List.of(
              "Location",
              "Upload-Offset",
              "Upload-Length",
              "Upload-Metadata",
              "Upload-Defer-Length",
              "Upload-Concat",
              "Upload-Expires",
              "Upload-Complete",
              "Tus-Version",
              "Tus-Resumable",
              "Tus-Max-Size",
              "Tus-Extension",
              "Tus-Checksum-Algorithm",
              "X-Wix-Request-Id"));

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,19}");

  private Tus() {}

  /**
   * Refuses a request that does not speak our version, before anything of it is looked at.
   *
   * @throws HttpProblem 412 {@code TUS_VERSION_UNSUPPORTED}
   */
  static void checkVersion(Request request) {
    if (request.header("Tus-Resumable").filter(VERSION::equals).isEmpty()) {
      throw TusProblems.version();
    }
  }

  /** A number of bytes from 0 to 2^63-1 as headers tell it; empty when it is none. */
  static Optional<Long> number(String text) {
    if (!NUMBER.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Long.parseLong(text));
    } catch (NumberFormatException tooLarge) {
      return Optional.empty();
    }
  }

  /** The same answer, which tells until when the upload lives. */
  static Response expiring(Response answer, Instant expires) {
    return answer.with("Upload-Expires", HttpDates.format(expires));
  }
}
