package io.vitrine.access;

import io.vitrine.http.FieldViolation;
import io.vitrine.http.JsonBody;
import io.vitrine.http.Request;
import io.vitrine.http.ValidationProblem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of a call to a token endpoint. The official client writes them in snake_case for apps
 * and in camelCase for visitors (contract: security.md section 3), so either is read everywhere.
 * What is wrong is collected and told at once by {@link #check}; until then a wrong field reads as
 * empty. Used by one thread.
 */
final class TokenFields {
  private static final Pattern NEXT_WORD = Pattern.compile("_([a-z])");

  private final ObjectNode root;
  private final List<FieldViolation> violations = new ArrayList<>();

  private TokenFields(ObjectNode root) {
    this.root = root;
  }

  /** The fields of the JSON body. */
  static TokenFields of(Request request) throws IOException {
    return new TokenFields(JsonBody.read(request));
  }

  /**
   * A text that must be there.
   *
   * @param name in snake_case
   */
  String required(String name) {
    Optional<String> text = optional(name);
    String spelled = spelling(name);
    if (text.isEmpty() && violations.stream().noneMatch(known -> known.field().equals(spelled))) {
      violations.add(new FieldViolation(spelled, "is required", "REQUIRED_FIELD", Map.of()));
    }
    return text.orElse("");
  }

  /**
   * A text; empty when it is missing, null or an empty text.
   *
   * @param name in snake_case
   */
  Optional<String> optional(String name) {
    String spelled = spelling(name);
    JsonNode node = root.path(spelled);
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    if (!node.isString()) {
      violations.add(
          new FieldViolation(spelled, "must be a text", "FORMAT", Map.of("type", "string")));
      return Optional.empty();
    }
    String text = node.stringValue();
    if (text.length() > Signer.MAX_TOKEN_LENGTH) {
      violations.add(
          new FieldViolation(
              spelled,
              "must have at most " + Signer.MAX_TOKEN_LENGTH + " characters",
              "MAX_LENGTH",
              Map.of("threshold", Signer.MAX_TOKEN_LENGTH)));
      return Optional.empty();
    }
    if (!text.codePoints().allMatch(TokenFields::isStorable)) {
      violations.add(
          new FieldViolation(
              spelled, "must not have control characters", "FORMAT", Map.of("type", "string")));
      return Optional.empty();
    }
    return Optional.of(text).filter(sent -> !sent.isEmpty());
  }

  /**
   * Ends the reading.
   *
   * @throws ValidationProblem with everything that is wrong
   */
  void check() {
    if (!violations.isEmpty()) {
      throw new ValidationProblem(violations);
    }
  }

  /** No ID or token has others, and not every database could look for them. */
  private static boolean isStorable(int codePoint) {
    return !Character.isISOControl(codePoint)
        && Character.getType(codePoint) != Character.SURROGATE;
  }

  /** The name as this caller spells it, also for a field that is missing. */
  private String spelling(String name) {
    String camelCase =
        NEXT_WORD.matcher(name).replaceAll(word -> word.group(1).toUpperCase(Locale.ROOT));
    boolean isCamelCase = root.has(camelCase) || (root.has("grantType") && !root.has(name));
    return isCamelCase ? camelCase : name;
  }
}
