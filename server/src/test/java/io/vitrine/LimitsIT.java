package io.vitrine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.TestClient.Answer;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every limit of every method, as one table (contract: files-api.md sections 5 to 11,
 * folders-api.md).
 */
class LimitsIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String FILE_ID = "abcdef_" + "0".repeat(32) + "~mv2.png";
  private static final String FOLDER_ID = "0".repeat(32);

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest(name = "{0}: {2} {3}")
  @MethodSource("limits")
  void eachLimitOfEachMethodIsTold(String method, String input, String field, String rule) {
    Answer answer = call(method, input);

    assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
    JsonNode violations = answer.json().at("/details/validationError/fieldViolations");
    assertThat(answer.json().path("details").propertyNames()).containsExactly("validationError");
    assertThat(violations).hasSize(1);
    assertThat(violations.path(0).path("field").stringValue()).isEqualTo(field);
    assertThat(violations.path(0).path("violatedRule").stringValue()).isEqualTo(rule);
    assertThat(violations.path(0).path("description").stringValue()).isNotBlank();
    assertThat(answer.header("X-Wix-Request-Id").orElseThrow()).isNotBlank();
    assertThat(answer.header("Cache-Control")).contains("no-store");
  }

  /** Method and path, body or query, field, rule. */
  private static Stream<Arguments> limits() {
    return Stream.of(
            list("GET /files"),
            list("GET /trash-bin/files"),
            list("GET /folders"),
            list("GET /trash-bin/folders"),
            Stream.of(
                violation("GET /files", "mediaTypes=IMAGE&".repeat(31), "mediaTypes", "MAX_SIZE"),
                violation("GET /files", "private=maybe", "private", "FORMAT"),
                violation(
                    "GET /folders",
                    "sort.fieldName=sizeInBytes",
                    "sort.fieldName",
                    "INVALID_ENUM_VALUE"),
                violation("GET /files/get-file-by-id", "", "fileId", "REQUIRED_FIELD"),
                violation("GET /files/get-file-by-id", "fileId=", "fileId", "MIN_LENGTH"),
                violation(
                    "GET /files/get-file-by-id",
                    "fileId=" + "x".repeat(1_001),
                    "fileId",
                    "MAX_LENGTH")),
            ids("/files/get-files", "fileIds", 100, 1_000, true),
            ids("/bulk/files/delete", "fileIds", 1_000, 1_000, false),
            ids("/bulk/trash-bin/files/restore", "fileIds", 1_000, 1_000, false),
            ids("/bulk/folders/delete", "folderIds", 100, 100, false),
            ids("/bulk/trash-bin/folders/restore", "folderIds", 100, 100, false),
            search("/files/search"),
            search("/folders/search"),
            query("/files/query"),
            query("/folders/query"),
            update(),
            folders(),
            uploads(),
            downloads())
        .flatMap(rows -> rows);
  }

  private static Stream<Arguments> list(String method) {
    return Stream.of(
        violation(method, "parentFolderId=" + "x".repeat(101), "parentFolderId", "MAX_LENGTH"),
        violation(method, "paging.limit=101", "paging.limit", "MAX"),
        violation(method, "paging.limit=-1", "paging.limit", "MIN"),
        violation(method, "paging.limit=many", "paging.limit", "FORMAT"),
        violation(method, "paging.limit=1.5", "paging.limit", "FORMAT"),
        violation(method, "paging.cursor=" + "x".repeat(16_001), "paging.cursor", "MAX_LENGTH"),
        violation(method, "paging.cursor=forged", "paging.cursor", "FORMAT"),
        violation(method, "sort.fieldName=" + "x".repeat(513), "sort.fieldName", "MAX_LENGTH"),
        violation(
            method,
            "sort.fieldName=displayName&sort.order=UP",
            "sort.order",
            "INVALID_ENUM_VALUE"));
  }

  private static Stream<Arguments> ids(
      String path, String field, int maxItems, int maxLength, boolean needsOne) {
    String method = "POST " + path;
    Stream<Arguments> rows =
        Stream.of(
            violation(method, Map.of(), field, "REQUIRED_FIELD"),
            violation(method, Map.of(field, "x"), field, "FORMAT"),
            violation(method, Map.of(field, List.of(7)), field + "[0]", "FORMAT"),
            violation(method, Map.of(field, many("x", maxItems + 1)), field, "MAX_SIZE"),
            violation(
                method,
                Map.of(field, List.of("ok", "x".repeat(maxLength + 1))),
                field + "[1]",
                "MAX_LENGTH"));
    return needsOne
        ? Stream.concat(
            rows, Stream.of(violation(method, Map.of(field, List.of()), field, "MIN_SIZE")))
        : rows;
  }

  private static Stream<Arguments> search(String path) {
    String method = "POST " + path;
    return Stream.of(
        violation(method, Map.of("search", "x".repeat(201)), "search", "MAX_LENGTH"),
        violation(method, Map.of("search", 7), "search", "FORMAT"),
        violation(method, Map.of("rootFolder", "CELLAR"), "rootFolder", "INVALID_ENUM_VALUE"),
        violation(method, Map.of("paging", Map.of("limit", 101)), "paging.limit", "MAX"),
        violation(method, Map.of("paging", Map.of("limit", -1)), "paging.limit", "MIN"),
        violation(method, Map.of("paging", Map.of("limit", true)), "paging.limit", "FORMAT"),
        violation(method, Map.of("paging", 7), "paging", "FORMAT"),
        violation(
            method,
            Map.of("paging", Map.of("cursor", "x".repeat(16_001))),
            "paging.cursor",
            "MAX_LENGTH"),
        violation(method, Map.of("paging", Map.of("cursor", "x")), "paging.cursor", "FORMAT"),
        violation(
            method, Map.of("sort", Map.of("order", "UP")), "sort.order", "INVALID_ENUM_VALUE"),
        violation(
            method,
            Map.of("sort", Map.of("fieldName", "x".repeat(513))),
            "sort.fieldName",
            "MAX_LENGTH"));
  }

  private static Stream<Arguments> query(String path) {
    String method = "POST " + path;
    return Stream.of(
        queried(
            method,
            Map.of("cursorPaging", Map.of("limit", 101)),
            "query.cursorPaging.limit",
            "MAX"),
        queried(
            method,
            Map.of("cursorPaging", Map.of("cursor", "x".repeat(16_001))),
            "query.cursorPaging.cursor",
            "MAX_LENGTH"),
        queried(
            method,
            Map.of("cursorPaging", Map.of("cursor", "x")),
            "query.cursorPaging.cursor",
            "FORMAT"),
        queried(method, Map.of("sort", List.of(Map.of(), Map.of())), "query.sort", "MAX_SIZE"),
        queried(method, Map.of("sort", Map.of("fieldName", "displayName")), "query.sort", "FORMAT"),
        queried(
            method,
            Map.of("sort", List.of(Map.of("fieldName", "colour"))),
            "query.sort[0].fieldName",
            "INVALID_ENUM_VALUE"),
        queried(
            method,
            Map.of("sort", List.of(Map.of("fieldName", "x".repeat(513)))),
            "query.sort[0].fieldName",
            "MAX_LENGTH"),
        queried(
            method,
            Map.of("sort", List.of(Map.of("fieldName", "displayName", "order", "UP"))),
            "query.sort[0].order",
            "INVALID_ENUM_VALUE"),
        queried(method, Map.of("filter", "x"), "query.filter", "FORMAT"),
        queried(method, Map.of("filter", Map.of("displayName", "x")), "query.filter", "OTHER"),
        queried(
            method,
            Map.of("filter", Map.of("state", Map.of("$gt", "OK"))),
            "query.filter",
            "OTHER"),
        queried(method, Map.of("filter", Map.of("state", "GONE")), "query.filter", "OTHER"),
        queried(method, Map.of("filter", Map.of("$or", List.of())), "query.filter", "OTHER"));
  }

  private static Stream<Arguments> update() {
    String method = "PATCH /files/update-file-descriptor";
    return Stream.of(
        violation(method, Map.of("file", Map.of("displayName", "x")), "file.id", "REQUIRED_FIELD"),
        violation(
            method,
            Map.of("file", Map.of("id", "x".repeat(1_001), "displayName", "x")),
            "file.id",
            "MAX_LENGTH"),
        updated(method, "displayName", "x".repeat(256), "file.displayName", "MAX_LENGTH"),
        updated(method, "displayName", "", "file.displayName", "MIN_LENGTH"),
        updated(method, "displayName", 7, "file.displayName", "FORMAT"),
        updated(method, "displayName", "a\u0000b", "file.displayName", "FORMAT"),
        updated(method, "parentFolderId", "x".repeat(101), "file.parentFolderId", "MAX_LENGTH"),
        updated(method, "labels", many("x", 101), "file.labels", "MAX_SIZE"),
        updated(method, "labels", List.of("x".repeat(201)), "file.labels[0]", "MAX_LENGTH"),
        updated(method, "labels", "x", "file.labels", "FORMAT"),
        updated(method, "internalTags", many("x", 101), "file.internalTags", "MAX_SIZE"),
        updated(
            method, "internalTags", List.of("x".repeat(201)), "file.internalTags[0]", "MAX_LENGTH"),
        violation(
            method,
            Map.of("file", Map.of("id", FILE_ID, "displayName", "x"), "fieldMask", List.of("a")),
            "fieldMask",
            "FORMAT"));
  }

  private static Stream<Arguments> folders() {
    return Stream.of(
        violation("POST /folders", Map.of(), "displayName", "REQUIRED_FIELD"),
        violation("POST /folders", Map.of("displayName", ""), "displayName", "MIN_LENGTH"),
        violation(
            "POST /folders", Map.of("displayName", "x".repeat(1_001)), "displayName", "MAX_LENGTH"),
        violation(
            "POST /folders",
            Map.of("displayName", "x", "parentFolderId", "x".repeat(101)),
            "parentFolderId",
            "MAX_LENGTH"),
        violation(
            "PATCH /folders/" + FOLDER_ID,
            Map.of("folder", Map.of("displayName", "x".repeat(1_001))),
            "folder.displayName",
            "MAX_LENGTH"),
        violation(
            "PATCH /folders/" + FOLDER_ID,
            Map.of("folder", Map.of("parentFolderId", "x".repeat(101))),
            "folder.parentFolderId",
            "MAX_LENGTH"));
  }

  private static Stream<Arguments> uploads() {
    String method = "POST /files/generate-upload-url";
    return Stream.of(
        violation(method, Map.of(), "mimeType", "REQUIRED_FIELD"),
        violation(method, Map.of("mimeType", ""), "mimeType", "MIN_LENGTH"),
        violation(method, Map.of("mimeType", "x".repeat(101)), "mimeType", "MAX_LENGTH"),
        minted(method, "fileName", "x".repeat(1_001), "fileName", "MAX_LENGTH"),
        minted(method, "sizeInBytes", "-1", "sizeInBytes", "DECIMAL_GTE"),
        minted(method, "sizeInBytes", "1.5", "sizeInBytes", "FORMAT"),
        minted(method, "sizeInBytes", "many", "sizeInBytes", "FORMAT"),
        minted(method, "parentFolderId", "x".repeat(101), "parentFolderId", "MAX_LENGTH"),
        minted(method, "filePath", "x".repeat(101), "filePath", "MAX_LENGTH"),
        minted(method, "filePath", "/a/../b", "filePath", "FORMAT"),
        minted(method, "filePath", "/a//b", "filePath", "FORMAT"),
        minted(method, "filePath", "./a", "filePath", "FORMAT"),
        minted(method, "filePath", "..", "filePath", "FORMAT"),
        minted(method, "private", "yes", "private", "FORMAT"),
        minted(method, "labels", many("x", 51), "labels", "MAX_SIZE"),
        minted(method, "labels", List.of("x".repeat(201)), "labels[0]", "MAX_LENGTH"),
        minted(
            method,
            "externalInfo",
            Map.of("origin", "x".repeat(1_001)),
            "externalInfo.origin",
            "MAX_LENGTH"),
        minted(
            method,
            "externalInfo",
            Map.of("externalIds", many("x", 31)),
            "externalInfo.externalIds",
            "MAX_SIZE"),
        minted(
            method,
            "externalInfo",
            Map.of("externalIds", List.of("x".repeat(4_001))),
            "externalInfo.externalIds[0]",
            "MAX_LENGTH"));
  }

  private static Stream<Arguments> downloads() {
    String method = "POST /files/generate-file-download-url";
    return Stream.of(
        violation(method, Map.of(), "fileId", "REQUIRED_FIELD"),
        violation(method, Map.of("fileId", "x".repeat(1_001)), "fileId", "MAX_LENGTH"),
        downloaded(method, "downloadFileName", "x".repeat(101), "downloadFileName", "MAX_LENGTH"),
        downloaded(method, "expirationInMinutes", 0, "expirationInMinutes", "MIN"),
        downloaded(method, "expirationInMinutes", 525_601, "expirationInMinutes", "MAX"),
        downloaded(method, "assetKeys", many("src", 101), "assetKeys", "MAX_SIZE"),
        downloaded(method, "assetKeys", List.of("x".repeat(101)), "assetKeys[0]", "MAX_LENGTH"),
        downloaded(
            method, "contentDisposition", "POPUP", "contentDisposition", "INVALID_ENUM_VALUE"));
  }

  private static Answer call(String method, String input) {
    int space = method.indexOf(' ');
    String verb = method.substring(0, space);
    String path = method.substring(space + 1);
    return verb.equals("GET") ? server.get(path + "?" + input) : server.call(verb, path, input);
  }

  private static Arguments violation(String method, Object input, String field, String rule) {
    String text = input instanceof String query ? query : JSON.writeValueAsString(input);
    return Arguments.of(method, text, field, rule);
  }

  private static Arguments queried(String method, Map<String, ?> query, String field, String rule) {
    return violation(method, Map.of("query", query), field, rule);
  }

  private static Arguments updated(
      String method, String name, Object value, String field, String rule) {
    return violation(method, Map.of("file", Map.of("id", FILE_ID, name, value)), field, rule);
  }

  private static Arguments minted(
      String method, String name, Object value, String field, String rule) {
    return violation(method, Map.of("mimeType", "image/png", name, value), field, rule);
  }

  private static Arguments downloaded(
      String method, String name, Object value, String field, String rule) {
    return violation(method, Map.of("fileId", FILE_ID, name, value), field, rule);
  }

  private static List<String> many(String text, int count) {
    return IntStream.range(0, count).mapToObj(i -> text + (text.equals("src") ? "" : i)).toList();
  }
}
