package io.vitrine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The trash bin (contract: files-api.md section 11, folders-api.md). */
class TrashIT {
  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aTrashedFileIsOnlyInTheTrashAndComesBackToItsFolder() {
    String folder = folder("f", "media-root");
    JsonNode file = upload("a.txt", folder);

    trashFiles(file);

    JsonNode trashed = get(file);
    assertThat(trashed.path("state").stringValue()).isEqualTo("DELETED");
    assertThat(trashed.path("parentFolderId").stringValue()).isEqualTo("trash-root");
    assertThat(files(folder)).isEmpty();
    assertThat(names(server.ask("/trash-bin/files"), "files")).containsExactly("a.txt");
    assertThat(names(server.ask("/trash-bin/files?parentFolderId=media-root"), "files"))
        .containsExactly("a.txt");
    assertThat(server.ask("/files/search", Map.of("search", "a.txt")).path("files")).isEmpty();
    assertThat(server.ask("/files/query", Map.of()).path("files")).isEmpty();
    assertThat(
            names(
                server.ask("/files/search", Map.of("search", "a.txt", "rootFolder", "TRASH_ROOT")),
                "files"))
        .containsExactly("a.txt");
    assertThat(
            names(
                server.ask(
                    "/files/query", Map.of("query", Map.of("filter", Map.of("state", "DELETED")))),
                "files"))
        .containsExactly("a.txt");

    restoreFiles(file);

    assertThat(get(file).path("state").stringValue()).isEqualTo("OK");
    assertThat(get(file).path("parentFolderId").stringValue()).isEqualTo(folder);
    assertThat(server.ask("/trash-bin/files").path("files")).isEmpty();
    assertThat(files(folder)).containsExactly("a.txt");
  }

  @Test
  void trashingAndRestoringTwiceIsNoError() {
    JsonNode file = upload("a.txt", "media-root");

    trashFiles(file);
    trashFiles(file);
    restoreFiles(file);
    restoreFiles(file);

    assertThat(get(file).path("state").stringValue()).isEqualTo("OK");
    assertThat(files("media-root")).containsExactly("a.txt");
  }

  @Test
  void aTrashedFolderTakesItsTreeAlongAndBringsItBack() {
    String top = folder("top", "media-root");
    String inner = folder("inner", top);
    JsonNode shallow = upload("shallow.txt", top);
    JsonNode deep = upload("deep.txt", inner);

    trashFolders(top);

    JsonNode bin = server.ask("/trash-bin/folders");
    assertThat(names(bin, "folders")).containsExactly("top");
    assertThat(bin.at("/folders/0/state").stringValue()).isEqualTo("DELETED");
    assertThat(bin.at("/folders/0/parentFolderId").stringValue()).isEqualTo("trash-root");
    assertThat(server.ask("/trash-bin/files").path("files")).isEmpty();
    assertThat(names(server.ask("/trash-bin/files?parentFolderId=" + top), "files"))
        .containsExactly("shallow.txt");
    assertThat(names(server.ask("/trash-bin/folders?parentFolderId=" + top), "folders"))
        .containsExactly("inner");
    assertThat(names(server.ask("/trash-bin/files?parentFolderId=" + inner), "files"))
        .containsExactly("deep.txt");
    assertThat(server.ask("/folders").path("folders")).isEmpty();
    assertThat(server.ask("/folders/query", Map.of()).path("folders")).isEmpty();
    assertThat(server.ask("/files/query", Map.of()).path("files")).isEmpty();
    assertThat(get(deep).path("state").stringValue()).isEqualTo("DELETED");

    restoreFolders(top);

    assertThat(names(server.ask("/folders"), "folders")).containsExactly("top");
    assertThat(names(server.ask("/folders?parentFolderId=" + top), "folders"))
        .containsExactly("inner");
    assertThat(files(top)).containsExactly("shallow.txt");
    assertThat(files(inner)).containsExactly("deep.txt");
    assertThat(get(shallow).path("state").stringValue()).isEqualTo("OK");
    assertThat(server.ask("/trash-bin/folders").path("folders")).isEmpty();
  }

  @Test
  void whatWasTrashedBeforeItsFolderStaysInTheTrashWhenTheFolderComesBack() {
    String folder = folder("f", "media-root");
    JsonNode first = upload("first.txt", folder);
    upload("second.txt", folder);

    trashFiles(first);
    trashFolders(folder);
    restoreFolders(folder);

    assertThat(files(folder)).containsExactly("second.txt");
    assertThat(names(server.ask("/trash-bin/files"), "files")).containsExactly("first.txt");
    restoreFiles(first);
    assertThat(files(folder)).containsExactlyInAnyOrder("first.txt", "second.txt");
  }

  @Test
  void aFileWhoseFolderIsInTheTrashOrGoneComesBackToTheTop() {
    String trashed = folder("trashed", "media-root");
    String gone = folder("gone", "media-root");
    JsonNode one = upload("one.txt", trashed);
    JsonNode two = upload("two.txt", gone);
    trashFiles(one);
    trashFiles(two);
    trashFolders(trashed);
    deleteFolders(gone);

    restoreFiles(one);
    restoreFiles(two);

    assertThat(files("media-root")).containsExactlyInAnyOrder("one.txt", "two.txt");
  }

  @Test
  void aFolderWhoseParentIsGoneComesBackToTheTop() {
    String parent = folder("parent", "media-root");
    String child = folder("child", parent);
    upload("a.txt", child);
    trashFolders(child);
    deleteFolders(parent);

    restoreFolders(child);

    assertThat(names(server.ask("/folders"), "folders")).containsExactly("child");
    assertThat(files(child)).containsExactly("a.txt");
  }

  @Test
  void deletingAFolderForGoodRemovesEverythingInItAndItsBytes() {
    String top = folder("top", "media-root");
    String inner = folder("inner", top);
    JsonNode shallow = upload("shallow.txt", top);
    JsonNode deep = upload("deep.txt", inner);

    deleteFolders(top);

    for (JsonNode file : List.of(shallow, deep)) {
      assertThat(server.get("/files/" + id(file)).status()).isEqualTo(404);
      assertThat(server.fetch(file.path("url").stringValue()).status()).isEqualTo(404);
    }
    assertThat(server.get("/folders/" + top).status()).isEqualTo(404);
    assertThat(server.get("/folders/" + inner).status()).isEqualTo(404);
    await().untilAsserted(() -> assertThat(server.storedBlobs()).isZero());
  }

  @Test
  void filesAreDeletedForGoodFromTheTrashAndFromTheirFolders() {
    JsonNode live = upload("live.txt", "media-root");
    JsonNode trashed = upload("trashed.txt", "media-root");
    trashFiles(trashed);

    server.ask(
        "/bulk/files/delete",
        Map.of("fileIds", List.of(id(live), id(trashed), "unknown"), "permanent", true));

    assertThat(server.get("/files/" + id(live)).status()).isEqualTo(404);
    assertThat(server.ask("/trash-bin/files").path("files")).isEmpty();
    restoreFiles(trashed);
    assertThat(server.get("/files/" + id(trashed)).status()).isEqualTo(404);
  }

  @Test
  void nothingIsPutIntoATrashedFolder() {
    String folder = folder("f", "media-root");
    String url = server.uploadUrl(Map.of("mimeType", "text/plain", "parentFolderId", folder));
    trashFolders(folder);

    assertThat(
            server
                .post(
                    "/files/generate-upload-url",
                    Map.of("mimeType", "text/plain", "parentFolderId", folder))
                .status())
        .isEqualTo(400);
    assertThat(
            server.post("/folders", Map.of("displayName", "x", "parentFolderId", folder)).status())
        .isEqualTo(400);
    JsonNode late =
        server
            .put(
                url,
                "late.txt",
                "text/plain",
                java.net.http.HttpRequest.BodyPublishers.ofString("late"))
            .json()
            .path("file");
    assertThat(late.path("parentFolderId").stringValue()).isEqualTo("media-root");
  }

  @Test
  void theTrashIsWalkedPageByPage() {
    for (int i = 0; i < 7; i++) {
      trashFiles(upload("n" + i + ".txt", "media-root"));
    }
    JsonNode page =
        server.ask("/trash-bin/files?paging.limit=3&sort.fieldName=displayName&sort.order=ASC");
    assertThat(names(page, "files")).containsExactly("n0.txt", "n1.txt", "n2.txt");
    page = next(page);
    assertThat(names(page, "files")).containsExactly("n3.txt", "n4.txt", "n5.txt");
    page = next(page);
    assertThat(names(page, "files")).containsExactly("n6.txt");
    assertThat(page.at("/nextCursor/hasNext").booleanValue()).isFalse();
  }

  private JsonNode next(JsonNode page) {
    return server.ask(
        "/trash-bin/files?paging.cursor=" + page.at("/nextCursor/cursors/next").stringValue());
  }

  private String folder(String name, String parent) {
    return server
        .ask("/folders", Map.of("displayName", name, "parentFolderId", parent))
        .at("/folder/id")
        .stringValue();
  }

  private JsonNode upload(String name, String folder) {
    return server.upload(name, "text/plain", Samples.text(name), Map.of("parentFolderId", folder));
  }

  private JsonNode get(JsonNode file) {
    return server.ask("/files/" + id(file)).path("file");
  }

  private List<String> files(String folder) {
    return names(server.ask("/files?parentFolderId=" + folder), "files");
  }

  private void trashFiles(JsonNode file) {
    server.ask("/bulk/files/delete", Map.of("fileIds", List.of(id(file))));
  }

  private void restoreFiles(JsonNode file) {
    server.ask("/bulk/trash-bin/files/restore", Map.of("fileIds", List.of(id(file))));
  }

  private void trashFolders(String folder) {
    server.ask("/bulk/folders/delete", Map.of("folderIds", List.of(folder)));
  }

  private void deleteFolders(String folder) {
    server.ask("/bulk/folders/delete", Map.of("folderIds", List.of(folder), "permanent", true));
  }

  private void restoreFolders(String folder) {
    server.ask("/bulk/trash-bin/folders/restore", Map.of("folderIds", List.of(folder)));
  }

  private static List<String> names(JsonNode page, String field) {
    return page.path(field)
        .valueStream()
        .map(item -> item.path("displayName").stringValue())
        .toList();
  }

  private static String id(JsonNode file) {
    return file.path("id").stringValue();
  }
}
