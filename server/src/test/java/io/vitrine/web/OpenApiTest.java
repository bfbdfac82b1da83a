package io.vitrine.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.access.Permission;
import io.vitrine.web.OpenApiContract.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The description of the API is whole and consistent in itself. */
class OpenApiTest {
  private static final Pattern PATH_PARAMETER = Pattern.compile("\\{([^}]+)}");
  private static final String API = "/site-media/v1/";

  private final OpenApiContract contract = OpenApiContract.read();

  @Test
  void isOfTheVersionThatItsReadersExpect() {
    assertThat(contract.root().path("openapi").asString()).isEqualTo("3.1.0");
    assertThat(contract.operations()).hasSizeGreaterThan(40);
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    List<String> references = new ArrayList<>();
    collectReferences(contract.root(), references);
    assertThat(references).isNotEmpty().allMatch(reference -> reference.startsWith("#/"));
    assertThat(references)
        .noneMatch(reference -> contract.root().at(reference.substring(1)).isMissingNode());
  }

  @Test
  void everyComponentIsUsed() {
    List<String> references = new ArrayList<>();
    collectReferences(contract.root(), references);
    Set<String> used = new TreeSet<>(references);
    for (String kind : List.of("parameters", "responses", "schemas")) {
      contract
          .root()
          .at("/components/" + kind)
          .propertyNames()
          .forEach(name -> assertThat(used).contains("#/components/" + kind + "/" + name));
    }
  }

  @Test
  void everyOperationHasANameOfItsOwnAGroupAndASummary() {
    assertThat(contract.operations()).extracting(Operation::id).doesNotHaveDuplicates();
    Set<String> groups =
        contract
            .root()
            .path("tags")
            .valueStream()
            .map(tag -> tag.path("name").asString())
            .collect(Collectors.toSet());
    for (Operation operation : contract.operations()) {
      assertThat(operation.id()).as(operation.path()).matches("[a-z][A-Za-z]+");
      assertThat(operation.node().path("summary").asString("")).as(operation.id()).isNotBlank();
      assertThat(groups).contains(operation.node().at("/tags/0").asString(""));
    }
  }

  @Test
  void everyOperationSaysWhatItAnswersAndHowItRefuses() {
    for (Operation operation : contract.operations()) {
      Set<String> statuses = Set.copyOf(operation.node().path("responses").propertyNames());
      boolean neverOffered = operation.id().equals("requestInstallationToken");
      if (!neverOffered) {
        assertThat(statuses).as(operation.id()).containsAnyOf("200", "201", "204");
      }
      assertThat(statuses).as(operation.id()).anyMatch(status -> status.startsWith("4"));
    }
  }

  @Test
  void everyPathParameterIsDeclaredAndNoOther() {
    for (Operation operation : contract.operations()) {
      Set<String> named = new TreeSet<>();
      Matcher matcher = PATH_PARAMETER.matcher(operation.path());
      while (matcher.find()) {
        named.add(matcher.group(1));
      }
      Set<String> declared = new TreeSet<>();
      for (JsonNode parameter : parameters(operation)) {
        if (parameter.path("in").asString().equals("path")) {
          assertThat(parameter.path("required").asBoolean(false)).isTrue();
          declared.add(parameter.path("name").asString());
        }
      }
      assertThat(declared).as(operation.id()).isEqualTo(named);
    }
  }

  @Test
  void everyMethodOfTheApiNamesAPermissionOfTheServerAndItsScope() {
    Map<String, Permission> known =
        Arrays.stream(Permission.values()).collect(Collectors.toMap(Permission::id, one -> one));
    Set<String> named = new TreeSet<>();
    for (Operation operation : contract.operations()) {
      JsonNode node = operation.node();
      if (!operation.path().startsWith(API)) {
        assertThat(node.has("security") && node.path("security").isEmpty())
            .as(operation.id() + " needs no key")
            .isTrue();
        continue;
      }
      String id = node.path("x-permission").asString("");
      assertThat(known).as(operation.id()).containsKey(id);
      assertThat(node.path("x-scope").asString("")).isEqualTo(known.get(id).scope().word());
      assertThat(node.path("x-elevated").asBoolean(false))
          .as(operation.id())
          .isEqualTo(known.get(id).elevated());
      named.add(id);
    }
    assertThat(named).isEqualTo(new TreeSet<>(known.keySet()));
  }

  @Test
  void everyExampleIsOfItsSchema() {
    int examples = 0;
    for (Operation operation : contract.operations()) {
      examples += checkExamples(operation.id(), contract.resolve(body(operation)));
      for (JsonNode parameter : parameters(operation)) {
        if (parameter.has("example")) {
          assertThat(contract.faults(parameter.get("schema"), parameter.get("example")))
              .as(operation.id() + " " + parameter.path("name").asString())
              .isEmpty();
          examples++;
        }
      }
      for (JsonNode response : operation.node().path("responses")) {
        examples += checkExamples(operation.id(), contract.resolve(response));
      }
    }
    assertThat(examples).isGreaterThan(80);
  }

  @Test
  void everyJsonBodyHasAnExampleToStartFrom() {
    for (Operation operation : contract.operations()) {
      JsonNode json = body(operation).path("content").path(OpenApiContract.JSON);
      if (!json.isMissingNode()) {
        assertThat(json.has("example")).as(operation.id()).isTrue();
      }
    }
  }

  @Test
  void everyErrorCodeBelongsToAStatusThatIsDescribed() {
    for (Operation operation : contract.operations()) {
      Set<String> statuses = Set.copyOf(operation.node().path("responses").propertyNames());
      for (JsonNode error : operation.node().path("x-error-codes")) {
        int status = error.path("status").asInt();
        assertThat(statuses)
            .as(operation.id())
            .containsAnyOf(Integer.toString(status), status / 100 + "XX");
        assertThat(error.path("code").asString()).matches("[A-Z_]+|unsupported_grant_type");
        assertThat(error.path("when").asString()).isNotBlank();
      }
    }
  }

  private int checkExamples(String where, JsonNode holder) {
    int examples = 0;
    for (JsonNode content : holder.path("content")) {
      if (content.has("example")) {
        assertThat(contract.faults(content.get("schema"), content.get("example")))
            .as(where)
            .isEmpty();
        examples++;
      }
    }
    return examples;
  }

  private List<JsonNode> parameters(Operation operation) {
    return operation.node().path("parameters").valueStream().map(contract::resolve).toList();
  }

  private static JsonNode body(Operation operation) {
    return operation.node().path("requestBody");
  }

  private static void collectReferences(JsonNode node, List<String> references) {
    if (node.isObject() && node.path("$ref").isString()) {
      references.add(node.get("$ref").asString());
    }
    node.forEach(child -> collectReferences(child, references));
  }
}
