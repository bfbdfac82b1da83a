package io.vitrine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.TestClient.Answer;
import io.vitrine.web.OpenApiContract;
import io.vitrine.web.OpenApiContract.Operation;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The server answers what its description says, and has no route that is not described. */
class OpenApiIT {
  private static final OpenApiContract CONTRACT = OpenApiContract.read();
  private static final Set<String> PARTS_OF_PAGES = Set.of("GET /docs.css", "GET /docs.js");
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
  void everyRouteIsDescribedAndEveryDescriptionHasItsRoute() {
    Set<String> served =
        server.routes().stream()
            .map(route -> route.method() + " " + CONTRACT.described(route.pattern()))
            .filter(route -> !PARTS_OF_PAGES.contains(route))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(served).isEqualTo(CONTRACT.methodsAndPaths());
  }

  @Test
  void everyExampleOfAMethodIsAnsweredAsDescribed() {
    for (Operation operation : CONTRACT.operations()) {
      JsonNode body = operation.node().at("/requestBody/content/application~1json");
      if (body.has("example")) {
        checked(
            operation.method(),
            operation.path(),
            JsonMapper.shared().writeValueAsString(body.get("example")));
      }
    }
  }

  @Test
  void everyMethodRefusesAStrangerAndAWrongBodyAsDescribed() {
    TestClient stranger = server.as("nobody");
    for (Operation operation : CONTRACT.operations()) {
      if (operation.path().startsWith("/site-media/v1/")) {
        String path = concrete(operation.path());
        HttpRequest.Builder request =
            stranger.request(path).method(operation.method(), BodyPublishers.noBody());
        Answer answer = server.send(request);
        // The limit on wrong credentials may already hold.
        assertThat(answer.status()).isIn(401, 429);
        if (!operation.method().equals("GET")) {
          assertThat(checked(operation.method(), operation.path(), "[").status()).isEqualTo(400);
        }
      }
    }
  }

  @Test
  void filesOfEveryKindAreDescribedAsTheyAre() {
    String folder = folderId("kinds");
    Map<String, Object> here = Map.of("parentFolderId", folder, "labels", List.of("one"));
    List<JsonNode> files =
        List.of(
            server.upload("a.png", "image/png", Samples.png(3, 2), here),
            server.upload("a.svg", "image/svg+xml", Samples.svg(3, 2), here),
            server.upload("a.pdf", "application/pdf", Samples.pdf(200), here),
            server.upload("a.zip", "application/zip", Samples.zip(), here),
            server.upload(
                "b.png",
                "image/png",
                Samples.png(4, 2),
                Map.of("parentFolderId", folder, "private", true)));
    for (JsonNode file : files) {
      String id = file.path("id").asString();
      checked("GET", "/site-media/v1/files/get-file-by-id?fileId=" + TestClient.encode(id), "");
      checked("GET", "/site-media/v1/files/" + id, "");
      server.send(server.plain(file.path("url").asString()).GET());
      server.send(server.plain(file.path("thumbnailUrl").asString()).GET());
      server.send(server.plain(file.path("url").asString()).header("Range", "bytes=0-1").GET());
      server.send(server.plain(file.path("url").asString()).header("Range", "bytes=9999-").GET());
      server.send(
          server.plain(file.path("url").asString()).method("HEAD", BodyPublishers.noBody()));
      checkDownload(id);
    }
    checkListings(folder);
    checkTrash(folder, files.getFirst().path("id").asString());
  }

  @Test
  void foldersAreDescribedAsTheyAre() {
    String folder = folderId("a folder");
    checked("GET", "/site-media/v1/folders/" + folder, "");
    checked("GET", "/site-media/v1/folders/media-root", "");
    checked("PATCH", "/site-media/v1/folders/" + folder, "{\"folder\":{\"displayName\":\"b\"}}");
    checked(
        "PATCH",
        "/site-media/v1/folders/" + folder,
        "{\"folder\":{\"parentFolderId\":\"" + folder + "\"}}");
    checked("PATCH", "/site-media/v1/folders/media-root", "{\"folder\":{\"displayName\":\"b\"}}");
    checked("PATCH", "/site-media/v1/folders/" + folder, "{\"folder\":{}}");
    checked("GET", "/site-media/v1/folders?sort.fieldName=sizeInBytes", "");
    checked(
        "POST",
        "/site-media/v1/folders",
        "{\"displayName\":\"c\",\"parentFolderId\":\"trash-root\"}");
    checked("POST", "/site-media/v1/folders/query", "{}");
    checked("POST", "/site-media/v1/bulk/folders/delete", "{\"folderIds\":[\"" + folder + "\"]}");
    checked("POST", "/site-media/v1/bulk/folders/delete", "{\"folderIds\":[\"media-root\"]}");
    checked("GET", "/site-media/v1/trash-bin/folders", "");
  }

  @Test
  void pagesForPeopleAndMonitorsAreDescribedAsTheyAre() {
    for (String path : List.of("/health", "/metrics", "/openapi.yaml", "/openapi.json", "/docs")) {
      Answer answer = server.send(server.plain(server.address() + path).GET());
      assertThat(answer.status()).as(path).isEqualTo(200);
    }
    assertThat(server.fetch(server.address() + "/docs.js").status()).isEqualTo(200);
    assertThat(server.fetch(server.address() + "/docs.css").status()).isEqualTo(200);
  }

  private static void checkDownload(String fileId) {
    String asked = "/site-media/v1/files/generate-file-download-url";
    checked("POST", asked, "{\"fileId\":\"" + fileId + "\",\"assetKeys\":[\"720p.mp4\"]}");
    Answer answer = checked("POST", asked, "{\"fileId\":\"" + fileId + "\"}");
    String url = answer.json().at("/downloadUrls/0/url").asString();
    assertThat(server.send(server.plain(url).GET()).status()).isEqualTo(200);
    assertThat(server.send(server.plain(url + "x").GET()).status()).isEqualTo(403);
    assertThat(server.send(server.plain(url.replaceFirst("\\?.*", "")).GET()).status())
        .isEqualTo(403);
  }

  private static void checkListings(String folder) {
    String files = "/site-media/v1/files";
    Answer page = checked("GET", files + "?paging.limit=2&parentFolderId=" + folder, "");
    String next = page.json().at("/nextCursor/cursors/next").asString();
    assertThat(next).isNotEmpty();
    checked("GET", files + "?paging.cursor=" + TestClient.encode(next), "");
    checked("GET", files + "?paging.cursor=forged&paging.limit=-1", "");
    checked("GET", files + "?mediaTypes=NONSENSE", "");
    checked("GET", files + "?sort.fieldName=colour", "");
    checked("POST", files + "/search", "{\"search\":\"one\"}");
    Answer query =
        checked("POST", files + "/query", "{\"query\":{\"cursorPaging\":{\"limit\":1}}}");
    assertThat(query.json().at("/pagingMetadata/hasNext").asBoolean()).isTrue();
    checked("POST", files + "/query", "{\"query\":{\"filter\":{\"displayName\":\"a\"}}}");
  }

  private static void checkTrash(String folder, String fileId) {
    String ids = "{\"fileIds\":[\"" + fileId + "\"]}";
    checked(
        "PATCH",
        "/site-media/v1/files/update-file-descriptor",
        "{\"file\":{\"id\":\"" + fileId + "\",\"displayName\":\"z.png\"}}");
    checked(
        "PATCH",
        "/site-media/v1/files/update-file-descriptor",
        "{\"file\":{\"id\":\"" + fileId + "\",\"parentFolderId\":\"trash-root\"}}");
    checked("POST", "/site-media/v1/bulk/files/delete", ids);
    checked("GET", "/site-media/v1/trash-bin/files", "");
    checked(
        "PATCH",
        "/site-media/v1/files/update-file-descriptor",
        "{\"file\":{\"id\":\"" + fileId + "\",\"parentFolderId\":\"" + folder + "\"}}");
    checked("POST", "/site-media/v1/bulk/trash-bin/files/restore", ids);
  }

  private static String folderId(String name) {
    Answer answer = checked("POST", "/site-media/v1/folders", "{\"displayName\":\"" + name + "\"}");
    assertThat(answer.status()).isEqualTo(200);
    return answer.json().at("/folder/id").asString();
  }

  /** Calls a method with the administrator's key and holds the answer against the description. */
  private static Answer checked(String method, String path, String json) {
    HttpRequest.Builder request = server.request(concrete(path));
    return json.isEmpty()
        ? server.send(request.method(method, BodyPublishers.noBody()))
        : server.send(
            request
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(json)));
  }

  /** A path with something in the place of its parameters. */
  private static String concrete(String path) {
    return path.replaceAll("\\{[^}]+}", "unknown");
  }
}
