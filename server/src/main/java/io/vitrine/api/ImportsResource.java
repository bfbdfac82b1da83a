package io.vitrine.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vitrine.access.Caller;
import io.vitrine.access.Permission;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.http.FieldViolation;
import io.vitrine.http.HttpProblem;
import io.vitrine.http.Request;
import io.vitrine.http.Response;
import io.vitrine.http.ValidationProblem;
import io.vitrine.library.FileImporter;
import io.vitrine.library.FileImporter.Accepted;
import io.vitrine.library.ImportRequest;
import io.vitrine.library.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The methods that import files by URL (contract: files-api.md section 9). Each answers before a
 * byte is fetched, with files that are pending.
 */
public final class ImportsResource {
  private static final String REQUESTS = "importFileRequests";
  private static final int MAX_REQUESTS = 100;

  private final FileImporter importer;
  private final ImportFields reader;

  public ImportsResource(FileImporter importer) {
    this.importer = importer;
    this.reader = new ImportFields(importer);
  }

  /** Adds the methods. */
  public void declare(ApiRoutes api) {
    api.addCreating("POST", "/files/import", Permission.FILES_IMPORT, this::importFile);
    api.addCreating("POST", "/bulk/files/import-v2", Permission.FILES_IMPORT, this::importEach);
    api.addCreating("POST", "/bulk/files/import", Permission.FILES_IMPORT, this::importAll);
  }

  private Response importFile(Request request) throws IOException {
    Fields fields = Fields.ofBody(request);
    ImportRequest wanted = reader.read(fields);
    fields.check();
    FileDescriptor file = importer.acceptAll(siteOf(request), List.of(wanted)).getFirst();
    return Response.json(new DescriptorWriter(request.origin()).fileAnswer(file));
  }

  /** All or nothing. */
  private Response importAll(Request request) throws IOException {
    Fields fields = Fields.ofBody(request);
    List<JsonNode> items = items(fields);
    List<ImportRequest> wanted = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      wanted.add(reader.read(fields.within(items.get(i), REQUESTS + "[" + i + "]")));
    }
    fields.check();
    List<FileDescriptor> files = importer.acceptAll(siteOf(request), wanted);
    DescriptorWriter writer = new DescriptorWriter(request.origin());
    return Response.json(Map.of("files", files.stream().map(writer::file).toList()));
  }

  private Response importEach(Request request) throws IOException {
    Fields fields = Fields.ofBody(request);
    boolean returnEntity = fields.flag("returnEntity").orElse(true);
    List<JsonNode> items = items(fields);
    fields.check();
    List<Optional<ErrorJson>> problems = new ArrayList<>();
    List<ImportRequest> wanted = new ArrayList<>();
    for (JsonNode item : items) {
      try {
        Fields own = Fields.of(item);
        ImportRequest one = reader.read(own);
        own.check();
        wanted.add(one);
        problems.add(Optional.empty());
      } catch (ValidationProblem invalid) {
        problems.add(Optional.of(ErrorJson.of(invalid)));
      } catch (HttpProblem refused) {
        problems.add(
            Optional.of(new ErrorJson(refused.code(), refused.getMessage(), refused.data())));
      }
    }
    List<Accepted> accepted = importer.acceptEach(siteOf(request), wanted);
    DescriptorWriter writer = new DescriptorWriter(request.origin());
    List<ResultJson> results = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < problems.size(); i++) {
      results.add(
          problems.get(i).isPresent()
              ? ResultJson.failure(i, problems.get(i).get())
              : ResultJson.of(i, accepted.get(next++), returnEntity, writer));
    }
    return Response.json(BulkAnswer.of(results));
  }

  private static List<JsonNode> items(Fields fields) {
    Optional<JsonNode> node = fields.node(REQUESTS);
    if (node.isEmpty()) {
      fields.violate(REQUESTS, "is required", "REQUIRED_FIELD", Map.of());
      return List.of();
    }
    if (!node.get().isArray()) {
      fields.violate(REQUESTS, "must be a list", "FORMAT", Map.of("type", "array"));
      return List.of();
    }
    List<JsonNode> items = node.get().valueStream().toList();
    if (items.isEmpty()) {
      fields.violate(REQUESTS, "must have at least 1 items", "MIN_SIZE", Map.of("threshold", 1));
    }
    if (items.size() > MAX_REQUESTS) {
      fields.violate(
          REQUESTS,
          "must have at most " + MAX_REQUESTS + " items",
          "MAX_SIZE",
          Map.of("threshold", MAX_REQUESTS));
      return List.of();
    }
    return items;
  }

  private static String siteOf(Request request) {
    return request.get(Caller.class).siteId();
  }

  private record BulkAnswer(List<ResultJson> results, BulkMetadata bulkActionMetadata) {
    static BulkAnswer of(List<ResultJson> results) {
      int successes = (int) results.stream().filter(one -> one.itemMetadata().success()).count();
      return new BulkAnswer(results, new BulkMetadata(successes, results.size() - successes, 0));
    }
  }

  private record BulkMetadata(int totalSuccesses, int totalFailures, int undetailedFailures) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record ResultJson(ItemMetadata itemMetadata, FileJson item) {
    static ResultJson of(
        int index, Accepted accepted, boolean returnEntity, DescriptorWriter writer) {
      return switch (accepted) {
        case Accepted.Taken(FileDescriptor file) ->
            new ResultJson(
                new ItemMetadata(file.id(), index, true, null),
                returnEntity ? writer.file(file) : null);
        case Accepted.Refused(Refusal refusal) ->
            failure(
                index,
                new ErrorJson(refusal.reason().name(), refusal.getMessage(), refusal.data()));
      };
    }

    static ResultJson failure(int index, ErrorJson error) {
      return new ResultJson(new ItemMetadata(null, index, false, error), null);
    }
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record ItemMetadata(String id, int originalIndex, boolean success, ErrorJson error) {}

  private record ErrorJson(String code, String description, Map<String, Object> data) {
    static ErrorJson of(ValidationProblem invalid) {
      List<Map<String, Object>> violations =
          invalid.violations().stream().map(ErrorJson::violation).toList();
      return new ErrorJson(
          "INVALID_ARGUMENT", invalid.getMessage(), Map.of("fieldViolations", violations));
    }

    private static Map<String, Object> violation(FieldViolation violation) {
      return Map.of(
          "field",
          violation.field(),
          "description",
          violation.description(),
          "violatedRule",
          violation.violatedRule(),
          "data",
          violation.data());
    }
  }
}
