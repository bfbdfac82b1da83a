package io.vitrine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.TestClient.Answer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Input that is wrong: each with the documented answer, and nothing stored or changed (contract:
 * errors.md, the limits of files-api.md and folders-api.md).
 */
class BadInputIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static TestServer server;
  private static String fileId;
  private static String folderId;
  private static JsonNode before;
  private static long blobsBefore;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    fileId = server.upload("a.png", "image/png", Samples.png(5, 5)).path("id").stringValue();
    folderId =
        server.ask("/folders", Map.of("displayName", "f")).path("folder").path("id").stringValue();
    before = everything();
    blobsBefore = server.storedBlobs();
  }

  @AfterEach
  void nothingChanged() {
    assertThat(everything()).isEqualTo(before);
    assertThat(server.storedBlobs()).isEqualTo(blobsBefore);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() {
    Answer answer =
        server.post(
            "/files/search",
            Map.of(
                "search", "x".repeat(201),
                "rootFolder", "CELLAR",
                "private", "yes",
                "paging", Map.of("limit", 1_000, "cursor", "forged"),
                "sort", Map.of("order", "UP")));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(
            answer
                .json()
                .at("/details/validationError/fieldViolations")
                .valueStream()
                .map(violation -> violation.path("field").stringValue()))
        .containsExactlyInAnyOrder(
            "search", "rootFolder", "private", "paging.limit", "paging.cursor", "sort.order");
  }

  @Test
  void mediaTypesAndSortsThatDoNotExistHaveCodesOfTheirOwn() {
    for (Answer answer :
        List.of(
            server.get("/files?mediaTypes=HOLOGRAM"),
            server.get("/files?mediaTypes=UNKNOWN"),
            server.get("/trash-bin/files?mediaTypes=IMAGE&mediaTypes=image"),
            server.post("/files/search", Map.of("mediaTypes", List.of("HOLOGRAM"))))) {
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.errorCode()).isEqualTo("UNSUPPORTED_MEDIA_TYPE");
      assertThat(answer.json().at("/details/applicationError/data/allowedValues")).isNotEmpty();
    }
    for (Answer answer :
        List.of(
            server.get("/files?sort.fieldName=createdDate"),
            server.get("/trash-bin/files?sort.fieldName=x"),
            server.post("/files/search", Map.of("sort", Map.of("fieldName", "x"))))) {
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.errorCode()).isEqualTo("UNSUPPORTED_SORT_VALUE");
      assertThat(
              answer
                  .json()
                  .at("/details/applicationError/data/allowedValues")
                  .valueStream()
                  .map(JsonNode::stringValue))
          .containsExactlyInAnyOrder("displayName", "updatedDate", "sizeInBytes");
    }
  }

  @Test
  void anUpdateThatNamesNothingToChange() {
    for (Map<String, ?> body :
        List.of(
            Map.of("file", Map.of("id", fileId)),
            Map.of("file", Map.of("id", fileId, "displayName", "x"), "fieldMask", ""),
            Map.of("file", Map.of("id", fileId, "private", true)))) {
      Answer answer =
          server.call("PATCH", "/files/update-file-descriptor", JSON.writeValueAsString(body));
      assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
      assertThat(answer.errorCode()).isEqualTo("FIELD_MASK_IS_EMPTY_OR_MISSING");
    }
    assertThat(
            server.call("PATCH", "/folders/" + folderId, "{\"folder\":{\"id\":\"x\"}}").errorCode())
        .isEqualTo("FIELD_MASK_IS_EMPTY_OR_MISSING");
  }

  private static Stream<String> hostileIds() {
    return Stream.of(
        "../../../etc/passwd",
        "..%2f..%2fvitrine.db",
        "..\\..\\vitrine.db",
        "' OR 1=1 --",
        "%",
        "_",
        "wix:image://v1/../../x#y",
        "wix:image://v1/%2e%2e%2f%2e%2e%2fvitrine.db/a.png",
        "wix:nonsense://v1/x",
        "\uD83D\uDE00",
        "x".repeat(1_000));
  }

  @ParameterizedTest
  @MethodSource("hostileIds")
  void anIdThatIsNoneIsSimplyNotFound(String id) {
    String quoted = TestClient.encode(id);
    assertNotFound(server.get("/files/get-file-by-id?fileId=" + quoted));
    assertNotFound(server.post("/files/get-files", Map.of("fileIds", List.of(id))));
    assertNotFound(server.post("/files/generate-file-download-url", Map.of("fileId", id)));
    assertNotFound(
        server.call(
            "PATCH",
            "/files/update-file-descriptor",
            JSON.writeValueAsString(Map.of("file", Map.of("id", id, "displayName", "x")))));
    String shortId = id.substring(0, Math.min(100, id.length()));
    assertNotFound(server.post("/folders", Map.of("displayName", "x", "parentFolderId", shortId)));
    assertNotFound(
        server.post(
            "/files/generate-upload-url",
            Map.of("mimeType", "image/png", "parentFolderId", shortId)));
    assertThat(server.post("/bulk/files/delete", Map.of("fileIds", List.of(id))).status())
        .isEqualTo(200);
    assertThat(server.post("/bulk/folders/delete", Map.of("folderIds", List.of(shortId))).status())
        .isEqualTo(200);
    assertThat(
            server.post("/bulk/trash-bin/files/restore", Map.of("fileIds", List.of(id))).status())
        .isEqualTo(200);
  }

  @Test
  void anIdWithNulOrTooLongAnOneIsRefused() {
    for (String query : List.of("fileId=a%00b", "fileId=" + "x".repeat(2_000))) {
      Answer answer = server.get("/files/get-file-by-id?" + query);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.json().at("/details/validationError/fieldViolations/0/field").stringValue())
          .isEqualTo("fileId");
    }
    for (String path :
        List.of(
            "/folders/%00", "/folders/..%2f..%2fx", "/files/%00", "/files/" + "x".repeat(2_000))) {
      assertThat(server.get(path).status()).as(path).isIn(400, 404);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abc",
        "AAAA",
        "....",
        "eyJhbGciOiJub25lIn0.e30.",
        "' OR 1=1 --",
        "\uD83D\uDE00",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      })
  void aForgedCursorIsRefused(String cursor) {
    assertBadCursor(server.get("/files?paging.cursor=" + TestClient.encode(cursor)));
    assertBadCursor(server.post("/files/search", Map.of("paging", Map.of("cursor", cursor))));
  }

  @Test
  void theCursorOfAnotherMethodOrAChangedOneIsRefused() {
    try (TestServer other = TestServer.start()) {
      for (int i = 0; i < 3; i++) {
        other.ask("/folders", Map.of("displayName", "f" + i));
      }
      String cursor =
          other.ask("/folders?paging.limit=1").at("/nextCursor/cursors/next").stringValue();
      String changed =
          cursor.substring(0, cursor.length() - 2)
              + (cursor.charAt(cursor.length() - 2) == 'A' ? 'B' : 'A')
              + cursor.charAt(cursor.length() - 1);

      assertThat(other.get("/folders?paging.cursor=" + cursor).status()).isEqualTo(200);
      assertBadCursor(other.get("/folders?paging.cursor=" + changed));
      assertBadCursor(other.get("/trash-bin/folders?paging.cursor=" + cursor));
      assertBadCursor(other.get("/files?paging.cursor=" + cursor));
      assertBadCursor(server.get("/folders?paging.cursor=" + cursor));
    }
  }

  private static void assertBadCursor(Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
    assertThat(answer.json().at("/details/validationError/fieldViolations/0/field").stringValue())
        .endsWith("cursor");
  }

  private static void assertNotFound(Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(404);
    assertThat(answer.errorCode()).isEqualTo("RESOURCE_NOT_FOUND");
  }

  private static JsonNode everything() {
    return JSON.valueToTree(
        List.of(
            server.ask("/files/query", Map.of()).path("files"),
            server.ask("/trash-bin/files").path("files"),
            server.ask("/folders/query", Map.of()).path("folders"),
            server.ask("/trash-bin/folders").path("folders")));
  }
}
