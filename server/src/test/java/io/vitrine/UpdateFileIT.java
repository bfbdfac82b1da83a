package io.vitrine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.TestClient.Answer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What of a file can be changed, and what not (contract: files-api.md section 7). */
class UpdateFileIT {
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
  void aFileIsMovedRenamedAndLabelledAndOnlyThat() {
    JsonNode target = create("target", "media-root");
    JsonNode file = upload("before.txt", "media-root");
    Map<String, Object> sent = new HashMap<>();
    sent.put("id", id(file));
    sent.put("displayName", "after.txt");
    sent.put("parentFolderId", id(target));
    sent.put("labels", List.of("a", "b"));
    sent.put("private", true);
    sent.put("hash", "0");
    sent.put("media", Map.of("document", Map.of("url", "https://evil.test/")));

    JsonNode updated =
        server.ask("PATCH", "/files/update-file-descriptor", Map.of("file", sent)).path("file");

    assertThat(updated.path("displayName").stringValue()).isEqualTo("after.txt");
    assertThat(updated.path("parentFolderId").stringValue()).isEqualTo(id(target));
    assertThat(updated.path("labels")).hasSize(2);
    assertThat(updated.path("private").booleanValue()).isFalse();
    for (String same : List.of("id", "url", "hash", "createdDate", "sizeInBytes", "mediaType")) {
      assertThat(updated.path(same)).as(same).isEqualTo(file.path(same));
    }
    assertThat(updated.at("/media/document/filename").stringValue()).isEqualTo("after.txt");
    assertThat(server.ask("/files?parentFolderId=" + id(target)).path("files").path(0))
        .isEqualTo(updated);
    assertThat(server.ask("/files/search", Map.of("search", "after.txt")).path("files")).hasSize(1);
    assertThat(server.ask("/files/search", Map.of("search", "before.txt")).path("files")).isEmpty();
  }

  @Test
  void aMaskChoosesWhatIsSet() {
    JsonNode file = upload("masked.txt", "media-root");

    JsonNode updated =
        server
            .ask(
                "PATCH",
                "/files/update-file-descriptor",
                Map.of(
                    "file",
                    Map.of("id", id(file), "displayName", "ignored.txt", "labels", List.of("x")),
                    "fieldMask",
                    "labels,private"))
            .path("file");
    JsonNode cleared =
        server
            .ask(
                "PATCH",
                "/files/update-file-descriptor",
                Map.of("file", Map.of("id", id(file), "labels", List.of())))
            .path("file");

    assertThat(updated.path("displayName").stringValue()).isEqualTo("masked.txt");
    assertThat(updated.path("labels")).hasSize(1);
    assertThat(cleared.path("labels")).isEmpty();
  }

  @Test
  void aFileIsNotMovedToWhereNoFileCanLie() {
    JsonNode file = upload("stays.txt", "media-root");
    JsonNode trashed = create("trashed", "media-root");
    server.ask("/bulk/folders/delete", Map.of("folderIds", List.of(id(trashed))));

    for (String target : List.of("trash-root", id(trashed))) {
      assertRefused(
          server.call(
              "PATCH",
              "/files/update-file-descriptor",
              "{\"file\":{\"id\":\"%s\",\"parentFolderId\":\"%s\"}}".formatted(id(file), target)));
    }
    assertThat(server.ask("/files/" + id(file)).path("file")).isEqualTo(file);
  }

  private static JsonNode create(String name, String parent) {
    return server
        .ask("/folders", Map.of("displayName", name, "parentFolderId", parent))
        .path("folder");
  }

  private static JsonNode upload(String name, String folder) {
    return server.upload(name, "text/plain", Samples.text(name), Map.of("parentFolderId", folder));
  }

  private static void assertRefused(Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
  }

  private static String id(JsonNode item) {
    return item.path("id").stringValue();
  }
}
