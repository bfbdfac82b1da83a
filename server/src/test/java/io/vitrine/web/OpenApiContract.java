package io.vitrine.web;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds what a server answers against the description of the API: the operation and the status are
 * described, the body is of the described type and form, the error code is one of those listed.
 */
public final class OpenApiContract {
  private static final List<String> VERBS =
      List.of("get", "head", "put", "post", "patch", "delete", "options");
  private static final String COMPONENTS = "components";
  static final String JSON = "application/json";

  private final JsonNode root;
  private final List<Operation> operations;
  private final SchemaRegistry schemas =
      SchemaRegistry.withDefaultDialect(
          Dialect.builder(Dialects.getDraft202012())
              .keyword(new NonValidationKeyword(COMPONENTS))
              .build());

  private final Map<JsonNode, Schema> compiled = new ConcurrentHashMap<>();

  private OpenApiContract(JsonNode root) {
    this.root = root;
    this.operations = operations(root);
  }

  /** The contract that the server itself serves. */
  public static OpenApiContract read() {
    return new OpenApiContract(JsonMapper.shared().readTree(new ApiDescription().json()));
  }

  /**
   * A described operation.
   *
   * @param method upper case
   * @param path with {@code {name}} for its parameters
   */
  public record Operation(String method, String path, JsonNode node) {
    String id() {
      return node.path("operationId").asString("");
    }

    private boolean matches(String wantedMethod, List<String> parts) {
      List<String> own = split(path);
      boolean isLonger = takesTheRest() && parts.size() > own.size();
      if (!method.equals(wantedMethod) || (own.size() != parts.size() && !isLonger)) {
        return false;
      }
      for (int i = 0; i < own.size(); i++) {
        if (!isParameter(own.get(i)) && !own.get(i).equals(parts.get(i))) {
          return false;
        }
      }
      return true;
    }

    /** OpenAPI has no words for a parameter that may contain slashes. */
    private boolean takesTheRest() {
      return node.path("x-last-parameter-takes-the-rest").asBoolean(false);
    }

    private long parameters() {
      return split(path).stream().filter(Operation::isParameter).count();
    }

    private static boolean isParameter(String part) {
      return part.startsWith("{");
    }

    private static List<String> split(String path) {
      return List.of(path.split("/", -1));
    }
  }

  /** All operations, in the order of the description. */
  public List<Operation> operations() {
    return operations;
  }

  /** The operations as {@code GET /site-media/v1/files}, to be compared with a list of routes. */
  public Set<String> methodsAndPaths() {
    Set<String> all = new TreeSet<>();
    operations.forEach(operation -> all.add(operation.method() + " " + operation.path()));
    return all;
  }

  /** The path under which an operation is described, for a path under any prefix. */
  public String described(String path) {
    for (Map.Entry<String, JsonNode> prefix : root.path("x-aliases").properties()) {
      for (JsonNode alias : prefix.getValue()) {
        if (path.startsWith(alias.asString() + "/")) {
          return prefix.getKey() + path.substring(alias.asString().length());
        }
      }
    }
    return path.replace("*}", "}");
  }

  /**
   * Checks one answer.
   *
   * @param path as requested; a query is passed over
   * @param contentType of the answer; empty when it has none
   * @param body of the answer, without transfer coding
   * @throws AssertionError when the answer is not as described
   */
  public void validate(
      String method, String path, int status, Optional<String> contentType, byte[] body) {
    Operation operation =
        find(method, path)
            .orElseThrow(() -> new AssertionError(method + " " + path + " is not described"));
    String what = method + " " + operation.path() + " " + status;
    JsonNode response =
        response(operation, status)
            .orElseThrow(() -> new AssertionError(what + ": the status is not described"));
    boolean hasBody = body.length > 0;
    if (method.equals("HEAD") || status == 204 || status == 304) {
      require(!hasBody, what + ": must have no body");
      return;
    }
    if (!response.has("content")) {
      require(!hasBody, what + ": no body is described");
      return;
    }
    JsonNode content = content(response, contentType, what);
    if (content.has("schema")) {
      JsonNode answer = JsonMapper.shared().readTree(body);
      List<String> faults = faults(content.get("schema"), answer);
      require(
          faults.isEmpty(),
          what + ": " + faults + " in " + new String(body, StandardCharsets.UTF_8));
      if (status >= 400) {
        checkCode(operation, status, answer, what);
      }
    }
  }

  /** Follows a reference. */
  JsonNode resolve(JsonNode node) {
    JsonNode found = node;
    while (found.has("$ref")) {
      String reference = found.get("$ref").asString();
      found = root.at(reference.substring(1));
      require(!found.isMissingNode(), "there is nothing at " + reference);
    }
    return found;
  }

  /** What keeps a value from being of a schema. */
  List<String> faults(JsonNode schema, JsonNode value) {
    return compiled.computeIfAbsent(schema, this::compile).validate(value).stream()
        .map(fault -> fault.getInstanceLocation() + " " + fault.getMessage())
        .toList();
  }

  JsonNode root() {
    return root;
  }

  /** References lead to the components of the description, so these go with every schema. */
  private Schema compile(JsonNode schema) {
    ObjectNode whole = resolve(schema).deepCopy().asObject();
    whole.set(COMPONENTS, root.get(COMPONENTS));
    return schemas.getSchema(whole);
  }

  /** Whether there is an operation for this request; {@code HEAD} may go with {@code GET}. */
  public boolean describes(String method, String path) {
    return find(method, path).isPresent();
  }

  private Optional<Operation> find(String method, String path) {
    List<String> parts = Operation.split(described(path.replaceFirst("\\?.*", "")));
    Optional<Operation> exact = find(method, parts);
    return exact.isEmpty() && method.equals("HEAD") ? find("GET", parts) : exact;
  }

  private Optional<Operation> find(String verb, List<String> parts) {
    return operations.stream()
        .filter(operation -> operation.matches(verb, parts))
        .min((a, b) -> Long.compare(a.parameters(), b.parameters()));
  }

  private Optional<JsonNode> response(Operation operation, int status) {
    JsonNode responses = operation.node().path("responses");
    for (String key : List.of(Integer.toString(status), status / 100 + "XX")) {
      if (responses.has(key)) {
        return Optional.of(resolve(responses.get(key)));
      }
    }
    return Optional.empty();
  }

  private static JsonNode content(JsonNode response, Optional<String> contentType, String what) {
    String type =
        contentType
            .map(value -> value.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT))
            .orElseThrow(() -> new AssertionError(what + ": the answer names no type"));
    JsonNode described = response.get("content");
    JsonNode exact = described.path(type);
    JsonNode found = exact.isMissingNode() ? described.path("*/*") : exact;
    require(!found.isMissingNode(), what + ": the type " + type + " is not described");
    return found;
  }

  private void checkCode(Operation operation, int status, JsonNode answer, String what) {
    JsonNode error = answer.at("/details/applicationError");
    if (error.isMissingNode()) {
      require(
          status == 400 || !answer.at("/details").has("validationError"),
          what + ": a validation error has the status 400");
      return;
    }
    String code = error.path("code").asString();
    List<JsonNode> listed = new ArrayList<>();
    operation.node().path("x-error-codes").forEach(listed::add);
    root.path("x-error-codes").forEach(listed::add);
    require(
        listed.stream()
            .anyMatch(
                one ->
                    one.path("status").asInt() == status
                        && one.path("code").asString().equals(code)),
        what + ": the code " + code + " is not described");
  }

  private static List<Operation> operations(JsonNode root) {
    List<Operation> all = new ArrayList<>();
    root.path("paths")
        .properties()
        .forEach(
            path ->
                VERBS.stream()
                    .filter(verb -> path.getValue().has(verb))
                    .forEach(
                        verb ->
                            all.add(
                                new Operation(
                                    verb.toUpperCase(Locale.ROOT),
                                    path.getKey(),
                                    path.getValue().get(verb)))));
    return List.copyOf(all);
  }

  private static void require(boolean right, String otherwise) {
    if (!right) {
      throw new AssertionError(otherwise);
    }
  }
}
