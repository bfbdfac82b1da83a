package io.vitrine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vitrine.TestClient.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Which bytes a public URL leads to, and to whom (contract: delivery.md sections 2 and 4; H-numbers
 * are those of section 7).
 */
class PublicUrlIT {
  private static TestServer server;
  private static JsonNode file;
  private static String url;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    file = server.upload("report.pdf", "application/pdf", Samples.pdf(20_000));
    url = url(file);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aTrashedFileKeepsWorkingAndADeletedOneStopsWithinASecond() { // H19
    JsonNode doomed = server.upload("doomed.png", "image/png", Samples.png(9, 9, 11));
    server.ask("/bulk/files/delete", Map.of("fileIds", List.of(id(doomed))));
    assertThat(server.fetch(url(doomed)).status()).isEqualTo(200);

    server.ask("/bulk/files/delete", Map.of("fileIds", List.of(id(doomed)), "permanent", true));

    await()
        .atMost(Duration.ofSeconds(1))
        .untilAsserted(() -> assertThat(server.fetch(url(doomed)).status()).isEqualTo(404));
  }

  @Test
  void aDeletedFilesBytesAreRemovedSoon() {
    long before = server.storedBlobs();
    JsonNode doomed = server.upload("doomed.png", "image/png", Samples.png(9, 9, 12));
    assertThat(server.storedBlobs()).isEqualTo(before + 1);

    server.ask("/bulk/files/delete", Map.of("fileIds", List.of(id(doomed)), "permanent", true));

    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> assertThat(server.storedBlobs()).isEqualTo(before));
  }

  @Test
  void everyPublicUrlOfAPrivateFileIsForbidden() { // section 4
    byte[] bytes = Samples.png(30, 30, 13);
    JsonNode hidden = server.upload("p.png", "image/png", bytes, Map.of("private", true));
    String hiddenTag = "\"" + Samples.sha256(bytes).substring(0, 32) + "\"";

    for (String[] headers :
        new String[][] {
          {},
          {"Range", "bytes=0-3"},
          {"Range", "bytes=999999-"},
          {"If-None-Match", hiddenTag},
          {"If-None-Match", "*"},
          {"If-Match", "\"other\""}
        }) {
      Answer get = fetchFrom(url(hidden), headers);
      assertThat(get.status()).as(Arrays.toString(headers)).isEqualTo(403);
      assertThat(get.errorCode()).isEqualTo("PERMISSION_DENIED");
      assertThat(get.header("Cache-Control")).contains("no-store");
      assertThat(get.header("ETag")).isEmpty();
      assertThat(get.header("Content-Range")).isEmpty();
    }
    Answer head = server.send(server.plain(url(hidden)).method("HEAD", BodyPublishers.noBody()));
    assertThat(head.status()).isEqualTo(403);
    assertThat(head.body()).isEmpty();
  }

  @Test
  void theClassOfAnotherMediaTypeDoesNotLeadToAFile() {
    for (String wrong : List.of("/media/", "/shapes/", "/mp3/", "/archives/", "/3d/", "/raw/")) {
      assertThat(server.fetch(server.address() + wrong + id(file)).status())
          .as(wrong)
          .isEqualTo(404);
    }
    assertThat(server.fetch(server.address() + "/video/" + id(file) + "/file").status())
        .isEqualTo(404);
    assertThat(server.fetch(url + "/report.pdf").status()).isEqualTo(404);
  }

  @Test
  void theThumbnailOfADocumentIsTheIconOfItsType() {
    Answer icon = server.fetch(file.path("thumbnailUrl").stringValue());

    assertThat(icon.status()).isEqualTo(200);
    assertThat(icon.header("Content-Type")).contains("image/png");
    assertThat(icon.body()).startsWith(0x89, 'P', 'N', 'G');
    assertThat(icon.header("Cache-Control").orElseThrow()).startsWith("public");
  }

  @Test
  void aDrawingIsShownButCanRunNothing() {
    JsonNode drawing = server.upload("d.svg", "image/svg+xml", Samples.svg(10, 10));

    for (String place : List.of("/shapes/", "/media/")) {
      Answer answer = server.fetch(server.address() + place + id(drawing));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Content-Type").orElseThrow()).startsWith("image/svg+xml");
      assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
      assertThat(answer.header("Content-Security-Policy"))
          .contains("default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox");
    }
  }

  @Test
  void whatABrowserShouldNotShowIsSaved() { // H23
    JsonNode archive = server.upload("my \"files\".zip", "application/zip", Samples.zip());
    JsonNode table = server.upload("t.csv", "text/csv", Samples.text("a,b\n1,2\n"));
    JsonNode text = server.upload("t.txt", "text/plain", Samples.text("Grüße"));
    JsonNode picture = server.upload("p.png", "image/png", Samples.png(4, 4));

    assertThat(server.fetch(url(archive)).header("Content-Disposition").orElseThrow())
        .startsWith("attachment; filename=\"my _files_.zip\"");
    assertThat(server.fetch(url(table)).header("Content-Disposition").orElseThrow())
        .startsWith("attachment");
    assertThat(server.fetch(url(picture)).header("Content-Disposition")).isEmpty();
    assertThat(server.fetch(url(text)).header("Content-Disposition"))
        .contains("attachment; filename=\"t.txt\"");
    assertThat(server.fetch(url(text)).header("Content-Type").orElseThrow())
        .isEqualTo("text/plain; charset=utf-8"); // H24
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ugd/..%2f..%2fvitrine.db",
        "/ugd/%2e%2e/%2e%2e/vitrine.db",
        "/ugd/../../vitrine.db",
        "/media/..%5c..%5cvitrine.db",
        "//ugd//x",
        "/ugd/%00",
        "/ugd/x%00.pdf",
        "/ugd/%zz",
        "/ugd/;x=y",
        "/ugd/",
        "/ugd/a%0d%0aX-Evil:%20yes",
        "/media/%c3%28"
      })
  void oddPathsReachNothing(String path) throws Exception { // H25
    try (RawConnection connection = new RawConnection(server.address())) {
      connection.head("GET " + path);

      RawConnection.Answer answer = connection.read();

      assertThat(answer.status()).isIn(400, 404);
      assertThat(answer.headers()).doesNotContainKey("x-evil");
    }
  }

  @Test
  void parametersOrEscapesInAPathDoNotMakeAnotherUrl() throws Exception {
    String path = url.substring(server.address().length());
    for (String odd :
        List.of(path + ";a=b", path.replace("/ugd/", "/ugd//"), "/" + path, path + "/")) {
      try (RawConnection connection = new RawConnection(server.address())) {
        connection.head("GET " + odd);
        assertThat(connection.read().status()).as(odd).isIn(400, 404);
      }
    }
  }

  @Test
  void anUnknownIdIsNotFoundAndMayBeRememberedBriefly() { // H17
    Answer unknown = server.fetch(server.address() + "/ugd/abcdef_" + "0".repeat(32) + ".pdf");
    Answer malformed = server.fetch(server.address() + "/ugd/abcdef.pdf");

    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.header("Cache-Control")).contains("max-age=5");
    assertThat(unknown.errorCode()).isEqualTo("NOT_FOUND");
    assertThat(malformed.status()).isEqualTo(404);
    assertThat(malformed.header("Cache-Control")).contains("no-store");
  }

  @Test
  void renamingKeepsUrlAndBytes() {
    JsonNode renamed = server.upload("before.pdf", "application/pdf", Samples.pdf(2_000));
    server.ask(
        "PATCH",
        "/files/update-file-descriptor",
        Map.of("file", Map.of("id", id(renamed), "displayName", "after.pdf")));

    assertThat(server.fetch(url(renamed)).body()).isEqualTo(Samples.pdf(2_000));
  }

  private static Answer fetchFrom(String from, String... headers) {
    var request = server.plain(from).GET();
    return server.send(headers.length == 0 ? request : request.headers(headers));
  }

  private static String url(JsonNode descriptor) {
    return descriptor.path("url").stringValue();
  }

  private static String id(JsonNode descriptor) {
    return descriptor.path("id").stringValue();
  }
}
