package io.vitrine.api;

import io.vitrine.http.FieldViolation;
import io.vitrine.http.HttpProblem;
import io.vitrine.http.JsonBody;
import io.vitrine.http.QueryParameters;
import io.vitrine.http.Request;
import io.vitrine.http.ValidationProblem;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of one request, from its JSON body or its query, where dots stand for nesting
 * (contract: files-api.md rules 3 to 6, 13). Everything that is wrong is collected and told at once
 * by {@link #check}; until then a wrong field reads as absent. A null counts as absent, unknown
 * fields are passed over. Used by one thread.
 */
final class Fields {
  private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final String REQUIRED = "is required";

  private final ObjectNode root;
  private final boolean isQuery;
  private final String prefix;
  private final Findings findings;

  private Fields(ObjectNode root, boolean isQuery, String prefix, Findings findings) {
    this.root = root;
    this.isQuery = isQuery;
    this.prefix = prefix;
    this.findings = findings;
  }

  /** What is wrong with a request, in the order of reading. */
  private static final class Findings {
    private final List<FieldViolation> violations = new ArrayList<>();
    private Optional<HttpProblem> problem = Optional.empty();
  }

  /** The fields of the JSON body. */
  static Fields ofBody(Request request) throws IOException {
    return new Fields(JsonBody.read(request), false, "", new Findings());
  }

  /** The fields of one of several requests in a body, which is checked for itself. */
  static Fields of(JsonNode item) {
    Fields fields = new Fields(JsonNodeFactory.instance.objectNode(), false, "", new Findings());
    if (item instanceof ObjectNode object) {
      return new Fields(object, false, "", fields.findings);
    }
    fields.violate("importFileRequests", "must be objects", "FORMAT", Map.of("type", "object"));
    return fields;
  }

  /** The fields of the query; a repeated name is a list, every value is text. */
  static Fields ofQuery(Request request) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    QueryParameters query = request.query();
    for (String name : query.names()) {
      ArrayNode values = root.putArray(name);
      query.all(name).forEach(values::add);
    }
    return new Fields(root, true, "", new Findings());
  }

  /** The fields of an object inside the body; what is wrong with them is told with the rest. */
  Fields within(JsonNode node, String field) {
    if (node instanceof ObjectNode object) {
      return new Fields(object, false, prefix + field + ".", findings);
    }
    violate(field, "must be an object", "FORMAT", Map.of("type", "object"));
    return new Fields(JsonNodeFactory.instance.objectNode(), false, prefix + field + ".", findings);
  }

  /** Text of at most this many characters; an empty one counts as sent. */
  Optional<String> text(String field, int maxLength) {
    return node(field).flatMap(node -> text(field, node, maxLength));
  }

  /** Text that must be there and not be empty; empty text when it is wrong. */
  String requiredText(String field, int maxLength) {
    Optional<String> value = text(field, maxLength);
    if (value.isEmpty() && node(field).isEmpty()) {
      violate(field, REQUIRED, "REQUIRED_FIELD", Map.of());
    }
    value
        .filter(String::isEmpty)
        .ifPresent(
            empty -> violate(field, "must not be empty", "MIN_LENGTH", Map.of("threshold", 1)));
    return value.orElse("");
  }

  /** A list of texts. */
  Optional<List<String>> texts(String field, int maxItems, int maxLength) {
    return node(field).flatMap(node -> texts(field, node, maxItems, maxLength));
  }

  /** A list of texts that must be there; an empty list when it is wrong. */
  List<String> requiredTexts(String field, int minItems, int maxItems, int maxLength) {
    if (node(field).isEmpty()) {
      violate(field, REQUIRED, "REQUIRED_FIELD", Map.of());
      return List.of();
    }
    int sent = node(field).filter(JsonNode::isArray).map(JsonNode::size).orElse(minItems);
    if (sent < minItems) {
      violate(
          field,
          "must have at least " + minItems + " items",
          "MIN_SIZE",
          Map.of("threshold", minItems));
    }
    return texts(field, maxItems, maxLength).orElse(List.of());
  }

  /** True or false. */
  Optional<Boolean> flag(String field) {
    return node(field).flatMap(node -> flag(field, node));
  }

  /** A whole number in these bounds. */
  Optional<Integer> integer(String field, int min, int max) {
    Optional<BigDecimal> number = number(field);
    if (number.isEmpty() || !inBounds(field, number.get(), min, max)) {
      return Optional.empty();
    }
    return Optional.of(number.get().intValueExact());
  }

  /** A whole number of bytes, at least 0; one beyond the long range reads as the largest long. */
  OptionalLong bytes(String field) {
    Optional<BigDecimal> number = number(field);
    if (number.isEmpty()) {
      return OptionalLong.empty();
    }
    if (number.get().signum() < 0) {
      violate(field, "must be greater than or equal to 0", "DECIMAL_GTE", Map.of("threshold", "0"));
      return OptionalLong.empty();
    }
    return OptionalLong.of(number.get().min(LARGEST).longValueExact());
  }

  /** One of the words of an enum. */
  <E extends Enum<E>> Optional<E> choice(String field, Class<E> words) {
    Optional<String> word = text(field, 512).filter(text -> !text.isEmpty());
    if (word.isEmpty()) {
      return Optional.empty();
    }
    for (E constant : words.getEnumConstants()) {
      if (constant.name().equals(word.get())) {
        return Optional.of(constant);
      }
    }
    violateChoice(field, Arrays.stream(words.getEnumConstants()).map(Enum::name).toList());
    return Optional.empty();
  }

  /** The raw value of a field of a body; empty when it is absent or null. */
  Optional<JsonNode> node(String field) {
    JsonNode found = root;
    if (isQuery) {
      found = root.path(field);
    } else {
      for (String part : field.split("\\.", -1)) {
        if (found.isValueNode() && !found.isMissingNode() && !found.isNull()) {
          violate(
              field.substring(0, field.lastIndexOf('.')), "must be an object", "FORMAT", Map.of());
          return Optional.empty();
        }
        found = found.path(part);
      }
    }
    return found.isMissingNode() || found.isNull() ? Optional.empty() : Optional.of(found);
  }

  /** Notes that a field must be one of these words. */
  void violateChoice(String field, List<String> words) {
    violate(
        field,
        "must be one of " + String.join(", ", words),
        "INVALID_ENUM_VALUE",
        Map.of("enumValues", words));
  }

  /** Notes something that is wrong with a field; the first finding of a field counts. */
  void violate(String field, String description, String rule, Map<String, Object> data) {
    String path = prefix + field;
    if (findings.violations.stream().noneMatch(known -> known.field().equals(path))) {
      findings.violations.add(new FieldViolation(path, description, rule, data));
    }
  }

  /** Notes a mistake that has a code of its own; told when there is no violation beside it. */
  void refuse(HttpProblem problem) {
    findings.problem = findings.problem.or(() -> Optional.of(problem));
  }

  /**
   * Ends the reading.
   *
   * @throws ValidationProblem with everything that is wrong
   * @throws HttpProblem the first mistake that was noted with a code of its own
   */
  void check() {
    if (!findings.violations.isEmpty()) {
      throw new ValidationProblem(findings.violations);
    }
    findings.problem.ifPresent(
        problem -> {
          throw problem;
        });
  }

  private Optional<String> text(String field, JsonNode node, int maxLength) {
    JsonNode single = isQuery && node.isArray() ? node.get(0) : node;
    if (!single.isString()) {
      violate(field, "must be a text", "FORMAT", Map.of("type", "string"));
      return Optional.empty();
    }
    String text = single.stringValue();
    if (text.codePointCount(0, text.length()) > maxLength) {
      violate(
          field,
          "must have at most " + maxLength + " characters",
          "MAX_LENGTH",
          Map.of("threshold", maxLength));
      return Optional.empty();
    }
    if (!isStorable(text)) {
      violate(field, "must be valid Unicode text without NUL", "FORMAT", Map.of("type", "string"));
      return Optional.empty();
    }
    return Optional.of(text);
  }

  /** Half a surrogate pair and NUL cannot be kept or written as UTF-8 text everywhere. */
  private static boolean isStorable(String text) {
    return text.codePoints()
        .noneMatch(
            codePoint -> codePoint == 0 || Character.getType(codePoint) == Character.SURROGATE);
  }

  private Optional<List<String>> texts(String field, JsonNode node, int maxItems, int maxLength) {
    if (!node.isArray()) {
      violate(field, "must be a list", "FORMAT", Map.of("type", "array"));
      return Optional.empty();
    }
    if (node.size() > maxItems) {
      violate(
          field,
          "must have at most " + maxItems + " items",
          "MAX_SIZE",
          Map.of("threshold", maxItems));
      return Optional.empty();
    }
    List<String> items = new ArrayList<>(node.size());
    for (int i = 0; i < node.size(); i++) {
      String item = field + "[" + i + "]";
      JsonNode value = isQuery ? single(node.get(i)) : node.get(i);
      text(item, value, maxLength).ifPresent(items::add);
    }
    return Optional.of(items);
  }

  private static JsonNode single(JsonNode value) {
    return JsonNodeFactory.instance.arrayNode().add(value);
  }

  private Optional<Boolean> flag(String field, JsonNode node) {
    if (node.isBoolean()) {
      return Optional.of(node.booleanValue());
    }
    String text = isQuery ? node.get(0).stringValue() : "";
    if (text.equals("true") || text.equals("false")) {
      return Optional.of(text.equals("true"));
    }
    violate(field, "must be true or false", "FORMAT", Map.of("type", "boolean"));
    return Optional.empty();
  }

  /** A number, or digits as text: how both JSON and queries may carry one (rule 8). */
  private Optional<BigDecimal> number(String field) {
    Optional<JsonNode> node = node(field).map(found -> isQuery ? found.get(0) : found);
    if (node.isEmpty()) {
      return Optional.empty();
    }
    JsonNode value = node.get();
    String digits =
        value.isString() ? value.stringValue() : value.isNumber() ? value.asString() : "";
    if (!digits.matches("-?\\d{1,40}")) {
      violate(field, "must be a whole number", "FORMAT", Map.of("type", "integer"));
      return Optional.empty();
    }
    return Optional.of(new BigDecimal(digits));
  }

  private boolean inBounds(String field, BigDecimal number, int min, int max) {
    if (number.compareTo(BigDecimal.valueOf(max)) > 0) {
      violate(field, "must be less than or equal to " + max, "MAX", Map.of("threshold", max));
      return false;
    }
    if (number.compareTo(BigDecimal.valueOf(min)) < 0) {
      violate(field, "must be greater than or equal to " + min, "MIN", Map.of("threshold", min));
      return false;
    }
    return true;
  }
}
