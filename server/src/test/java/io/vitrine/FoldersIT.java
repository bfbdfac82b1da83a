package io.vitrine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.TestClient.Answer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Folders and moving things between them (contract: folders-api.md, files-api.md section 7). */
class FoldersIT {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aFolderIsMadeAndGotAsTheContractDescribesIt() {
    JsonNode folder = server.ask("/folders", Map.of("displayName", "Vector Art")).path("folder");

    assertThat(folder.path("id").stringValue()).matches("[0-9a-f]{32}");
    assertThat(folder.path("displayName").stringValue()).isEqualTo("Vector Art");
    assertThat(folder.path("parentFolderId").stringValue()).isEqualTo("media-root");
    assertThat(folder.path("state").stringValue()).isEqualTo("OK");
    assertThat(folder.path("siteId").stringValue()).isNotEmpty();
    assertThat(folder.path("createdDate").stringValue())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    assertThat(server.ask("/folders/" + id(folder)).path("folder")).isEqualTo(folder);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../etc",
        "a/b\\c",
        "\u202Etxt.exe",
        "\uD83D\uDCC1 caf\u00e9",
        "<b>&\"'",
        "CON.",
        " leading and trailing ",
        "new\nline"
      })
  void aNameIsKeptAsText(String name) {
    JsonNode folder = create(name, "media-root");

    assertThat(server.ask("/folders/" + id(folder)).at("/folder/displayName").stringValue())
        .isEqualTo(name);
  }

  @Test
  void twoFoldersMayHaveTheSameName() {
    JsonNode parent = create("twins", "media-root");
    JsonNode first = create("twin", id(parent));
    JsonNode second = create("twin", id(parent));

    assertThat(id(first)).isNotEqualTo(id(second));
    assertThat(children(id(parent))).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"media-root, MEDIA_ROOT", "visitor-uploads, VISITOR_UPLOADS_ROOT"})
  void systemFoldersCanBeGotAndFilledButNeverChanged(String systemId, String root) {
    assertThat(server.ask("/folders/" + systemId).at("/folder/id").stringValue())
        .isEqualTo(systemId);
    JsonNode inside = create("inside " + systemId, systemId);
    assertThat(inside.path("parentFolderId").stringValue()).isEqualTo(systemId);
    assertThat(
            server
                .ask("/folders/search", Map.of("search", "inside " + systemId, "rootFolder", root))
                .path("folders")
                .path(0))
        .isEqualTo(inside);
    assertRefused(update(systemId, Map.of("displayName", "mine")));
    assertRefused(server.post("/bulk/folders/delete", Map.of("folderIds", List.of(systemId))));
    assertRefused(
        server.post(
            "/bulk/folders/delete", Map.of("folderIds", List.of(systemId), "permanent", true)));
    assertThat(server.ask("/folders/" + id(inside)).path("folder")).isEqualTo(inside);
  }

  @Test
  void aFolderIsRenamedAndMovedWithEverythingInIt() {
    JsonNode from = create("from", "media-root");
    JsonNode to = create("to", "media-root");
    JsonNode moved = create("moved", id(from));
    JsonNode deep = create("deep", id(moved));
    JsonNode file = upload("in-deep.txt", id(deep));

    JsonNode updated =
        server
            .ask(
                "PATCH",
                "/folders/" + id(moved),
                Map.of("folder", Map.of("displayName", "renamed", "parentFolderId", id(to))))
            .path("folder");

    assertThat(updated.path("displayName").stringValue()).isEqualTo("renamed");
    assertThat(updated.path("parentFolderId").stringValue()).isEqualTo(id(to));
    assertThat(updated.path("createdDate")).isEqualTo(moved.path("createdDate"));
    assertThat(children(id(from))).isEmpty();
    assertThat(children(id(to))).extracting(FoldersIT::id).containsExactly(id(moved));
    assertThat(server.ask("/files?parentFolderId=" + id(deep)).path("files").path(0))
        .isEqualTo(file);
  }

  @Test
  void aFolderIsNeverMovedIntoItself() {
    JsonNode top = create("top", "media-root");
    JsonNode middle = create("middle", id(top));
    JsonNode bottom = create("bottom", id(middle));

    for (JsonNode target : List.of(top, middle, bottom)) {
      assertRefused(update(id(top), Map.of("parentFolderId", id(target))));
    }
    assertRefused(update(id(middle), Map.of("parentFolderId", "trash-root")));
    assertThat(update(id(middle), Map.of("parentFolderId", "nowhere")).status()).isEqualTo(404);
    assertThat(server.ask("/folders/" + id(top)).path("folder")).isEqualTo(top);
    assertThat(server.ask("/folders/" + id(middle)).path("folder")).isEqualTo(middle);
  }

  @Test
  void twoMovesAtOnceMakeNoCycle() throws Exception {
    for (int round = 0; round < 5; round++) {
      JsonNode left = create("left", "media-root");
      JsonNode right = create("right", "media-root");
      List<Answer> answers =
          UploadDownloadIT.atOnce(
              List.of(
                  () -> update(id(left), Map.of("parentFolderId", id(right))),
                  () -> update(id(right), Map.of("parentFolderId", id(left)))));

      assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 400);
    }
  }

  @Test
  void anUpdateThatChangesNothingLeavesTheDateAlone() {
    JsonNode folder = create("same", "media-root");
    Map<String, Object> sent = new HashMap<>();
    sent.put("id", id(folder));
    sent.put("_id", id(folder));
    sent.put("displayName", "same");
    sent.put("createdDate", "1999-01-01T00:00:00.000Z");
    sent.put("state", "DELETED");

    assertThat(server.ask("PATCH", "/folders/" + id(folder), Map.of("folder", sent)).path("folder"))
        .isEqualTo(folder);
  }

  @ParameterizedTest
  @CsvSource({"displayName, ASC", "displayName, DESC", "updatedDate, ASC", "updatedDate, DESC"})
  void foldersAreWalkedPageByPage(String field, String order) {
    JsonNode parent = create("pages " + field + order, "media-root");
    List<JsonNode> made = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      made.add(create((i % 2 == 0 ? "F" : "f") + (i * 3) % 7, id(parent)));
    }
    List<JsonNode> walked = new ArrayList<>();
    JsonNode page =
        server.ask(
            "/folders?parentFolderId="
                + id(parent)
                + "&paging.limit=3&sort.fieldName="
                + field
                + "&sort.order="
                + order);
    page.path("folders").forEach(walked::add);
    while (page.path("nextCursor").path("hasNext").booleanValue()) {
      page =
          server.ask("/folders?paging.cursor=" + page.at("/nextCursor/cursors/next").stringValue());
      page.path("folders").forEach(walked::add);
    }

    Comparator<JsonNode> ascending =
        Comparator.comparing(
            (JsonNode folder) -> folder.path(field).stringValue().toLowerCase(Locale.ROOT));
    assertThat(walked).containsExactlyInAnyOrderElementsOf(made);
    assertThat(walked).isSortedAccordingTo(order.equals("ASC") ? ascending : ascending.reversed());
  }

  @Test
  void foldersAreFoundByAnyPartOfTheirNameInTheWholeTree() {
    JsonNode parent = create("Wälder", "media-root");
    JsonNode child = create("Birkenhain", id(parent));

    assertThat(search("wald")).extracting(FoldersIT::id).containsExactly(id(parent));
    assertThat(search("kenha")).extracting(FoldersIT::id).containsExactly(id(child));
    JsonNode queried =
        server
            .ask("/folders/query", Map.of("query", Map.of("filter", Map.of("state", "OK"))))
            .path("folders");
    assertThat(queried.valueStream().map(FoldersIT::id)).contains(id(parent), id(child));
  }

  private static JsonNode create(String name, String parent) {
    return server
        .ask("/folders", Map.of("displayName", name, "parentFolderId", parent))
        .path("folder");
  }

  private static JsonNode upload(String name, String folder) {
    return server.upload(name, "text/plain", Samples.text(name), Map.of("parentFolderId", folder));
  }

  private static Answer update(String folderId, Map<String, ?> change) {
    return server.call(
        "PATCH",
        "/folders/" + folderId,
        new tools.jackson.databind.json.JsonMapper().writeValueAsString(Map.of("folder", change)));
  }

  private static List<JsonNode> children(String parent) {
    return server.ask("/folders?parentFolderId=" + parent).path("folders").valueStream().toList();
  }

  private static List<JsonNode> search(String text) {
    return server
        .ask("/folders/search", Map.of("search", text))
        .path("folders")
        .valueStream()
        .toList();
  }

  private static void assertRefused(Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
  }

  private static String id(JsonNode item) {
    return item.path("id").stringValue();
  }
}
