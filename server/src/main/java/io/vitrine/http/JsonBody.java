package io.vitrine.http;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the JSON object in a request's body (contract: errors.md section 2). */
public final class JsonBody {
  /** The bytes of the longest body. */
  public static final int LONGEST = 1 << 20;

  private JsonBody() {}

  /**
   * The object in the body; an empty body counts as an empty object.
   *
   * @throws HttpProblem 415 {@code INVALID_CONTENT_TYPE} when the body is told to be something
   *     else; 413 {@code REQUEST_TOO_LARGE} above 1 MiB; 400 {@code INVALID_ARGUMENT} when it is
   *     not a JSON object, is nested deeper than 100, names a key twice or holds a number of more
   *     than 100 digits
   */
  public static ObjectNode read(Request request) throws IOException {
    refuseOtherTypes(request.header("Content-Type"));
    byte[] bytes = request.body().readAll(LONGEST);
    if (bytes.length == 0) {
      return Json.MAPPER.createObjectNode();
    }
    return object(parse(bytes));
  }

  private static JsonNode parse(byte[] bytes) {
    try {
      return Json.MAPPER.readTree(bytes);
    } catch (JacksonException failure) {
      throw invalid("the body is not valid JSON" + place(failure.getLocation()));
    }
  }

  private static ObjectNode object(JsonNode node) {
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw invalid("the body must be a JSON object, at line 1, column 1");
  }

  private static String place(TokenStreamLocation location) {
    return location == null || location.getLineNr() < 1
        ? ""
        : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  private static void refuseOtherTypes(Optional<String> contentType) {
    if (contentType.isPresent() && !isJson(contentType.get())) {
      throw new HttpProblem(
          415, "INVALID_CONTENT_TYPE", "the body must be sent as application/json");
    }
  }

  private static boolean isJson(String contentType) {
    int end = contentType.indexOf(';');
    String type =
        (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    return type.equals("application/json")
        || (type.startsWith("application/") && type.endsWith("+json"));
  }

  private static HttpProblem invalid(String description) {
    return new HttpProblem(400, "INVALID_ARGUMENT", description);
  }
}
