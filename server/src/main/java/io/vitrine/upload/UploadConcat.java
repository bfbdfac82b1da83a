package io.vitrine.upload;

import io.vitrine.http.HttpProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The header {@code Upload-Concat} (tus 1.0.0, Concatenation). */
sealed interface UploadConcat {

  /** Nothing is put together. */
  record None() implements UploadConcat {}

  /** One part of a file. */
  record Partial(String header) implements UploadConcat {}

  /**
   * A file that is put together.
   *
   * @param header as sent
   * @param partIds at least one, in order
   */
  record Final(String header, List<String> partIds) implements UploadConcat {
    public Final {
      partIds = List.copyOf(partIds);
    }
  }

  /**
   * The end of an upload's URL. Which host stands before it is not looked at: a server may have
   * several names, and the ID cannot be guessed (contract: uploads.md N4).
   */
  Pattern UPLOAD_URL =
      Pattern.compile("(?:[a-z][a-z0-9+.-]*://[^/?#\\s]+)?(?:[^?#\\s]*/)?files/([0-9a-f]{32})");

  String PARTIAL = "partial";
  String FINAL = "final;";

  /**
   * Reads the header.
   *
   * @throws HttpProblem 400 {@code UPLOAD_CONCAT_INVALID}
   */
  static UploadConcat of(Optional<String> header) {
    if (header.isEmpty()) {
      return new None();
    }
    String text = header.get();
    if (text.equals(PARTIAL)) {
      return new Partial(text);
    }
    if (!text.startsWith(FINAL)) {
      throw TusProblems.concat("Upload-Concat must be partial, or final; and the URLs of parts");
    }
    List<String> ids = new ArrayList<>();
    for (String url : text.substring(FINAL.length()).strip().split(" +", -1)) {
      Matcher matcher = UPLOAD_URL.matcher(url);
      if (!matcher.matches()) {
        throw TusProblems.concat("Upload-Concat names something that is not the URL of an upload");
      }
      ids.add(matcher.group(1));
    }
    return new Final(text, ids);
  }
}
