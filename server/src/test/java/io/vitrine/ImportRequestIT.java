package io.vitrine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.TestClient.Answer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * What the import methods take and answer (contract: files-api.md section 9, uploads.md 3.2 12).
 */
class ImportRequestIT extends ImportFixture {
  private static final byte[] PNG = Samples.png(3, 2);

  @Test
  void thePendingFileHasEverythingThatIsKnown() {
    source.on("/pic", (_, to) -> to.ok(PNG));
    Map<String, Object> options =
        Map.of(
            "mimeType",
            "image/png",
            "displayName",
            "Pic é",
            "private",
            true,
            "labels",
            List.of("a", "b c"),
            "filePath",
            "/videos/2024",
            "externalInfo",
            Map.of("origin", "crm", "externalIds", List.of("42")));

    JsonNode file = accepted(source.url("/pic"), options);

    assertThat(file.has("media")).isFalse();
    assertThat(file.path("hash").stringValue()).isEmpty();
    assertThat(file.path("sizeInBytes").stringValue()).isEqualTo("-1");
    assertThat(file.path("displayName").stringValue()).isEqualTo("Pic é.png");
    assertThat(file.path("mediaType").stringValue()).isEqualTo("IMAGE");
    assertThat(file.path("state").stringValue()).isEqualTo("OK");
    assertThat(file.path("private").booleanValue()).isTrue();
    assertThat(file.path("labels").size()).isEqualTo(2);
    assertThat(file.path("id").stringValue()).endsWith("~mv2.png");
    assertThat(file.path("url").stringValue()).endsWith(file.path("id").stringValue());
    JsonNode folder =
        server.ask("/folders/" + file.path("parentFolderId").stringValue()).path("folder");
    assertThat(folder.path("displayName").stringValue()).isEqualTo("2024");
    JsonNode ready = ended(file);
    assertThat(ready.path("operationStatus").stringValue()).isEqualTo("READY");
    assertThat(ready.path("url")).isEqualTo(file.path("url"));
    assertThat(ready.path("createdDate")).isEqualTo(file.path("createdDate"));
    assertThat(ready.path("updatedDate").stringValue())
        .isGreaterThanOrEqualTo(file.path("updatedDate").stringValue());
  }

  @Test
  void theSameUrlTwiceIsTwoFiles() {
    source.on("/a.png", (_, to) -> to.ok(PNG));

    JsonNode first = imported("/a.png");
    JsonNode second = imported("/a.png");

    assertThat(first.path("id")).isNotEqualTo(second.path("id"));
    assertHas(first, PNG);
    assertHas(second, PNG);
  }

  @Test
  void aUrlThatCanNeverBeFetchedIsRefusedAtOnce() {
    List<String> urls =
        List.of(
            "file:///etc/passwd",
            "ftp://example.com/a.jpg",
            "gopher://example.com/",
            "data:image/png;base64,AAAA",
            "jar:http://example.com/a!/b",
            "//example.com/a.jpg",
            "x",
            "http://u:p@example.com/",
            forbidden.url("/a.jpg"),
            forbiddenV6.url("/a.jpg"),
            "http://10.0.0.1/",
            "http://169.254.169.254/latest/meta-data/",
            "http://2130706434/",
            "http://0x7f.0.0.2/",
            "http://0177.0.0.2/",
            "http://127.2/",
            "http://[::ffff:7f00:1]/",
            "http://127.0.0.%32/",
            "http://①②⑦.0.0.②/",
            "http://8.8.8.8:25/");
    for (String url : urls) {
      Answer answer = server.post("/files/import", Map.of("url", url));
      assertThat(answer.status()).as(url).isEqualTo(400);
      JsonNode violation = answer.json().at("/details/validationError/fieldViolations/0");
      assertThat(violation.path("field").stringValue()).as(url).isEqualTo("url");
      assertThat(violation.path("violatedRule").stringValue()).as(url).isIn("FORMAT", "MIN_LENGTH");
    }
    assertThat(server.post("/files/import", Map.of("url", "")).status()).isEqualTo(400);
    assertThat(server.post("/files/import", "{}").status()).isEqualTo(400);
  }

  @Test
  void wrongFieldsAreToldTogether() {
    Answer answer =
        server.post(
            "/files/import",
            Map.of(
                "url",
                "ftp://x",
                "mediaType",
                "OTHER",
                "labels",
                Collections.nCopies(501, "x"),
                "filePath",
                "/a/../b",
                "urlParams",
                Map.of("a", List.of(1)),
                "mimeType",
                "x".repeat(101)));

    List<String> fields = new ArrayList<>();
    answer
        .json()
        .at("/details/validationError/fieldViolations")
        .forEach(violation -> fields.add(violation.path("field").stringValue()));
    assertThat(fields)
        .containsExactlyInAnyOrder(
            "url", "mediaType", "labels", "filePath", "urlParams", "mimeType");
  }

  @Test
  void headersThatSteerTheConnectionAreRefused() {
    List<Map<String, Object>> bad =
        List.of(
            Map.of("Host", "x"),
            Map.of("content-length", "1"),
            Map.of("Transfer-Encoding", "chunked"),
            Map.of("Connection", "close"),
            Map.of("Upgrade", "h2c"),
            Map.of("TE", "trailers"),
            Map.of("Trailer", "x"),
            Map.of("Proxy-Authorization", "x"),
            Map.of("Expect", "100-continue"),
            Map.of("X", "a\r\nY: b"),
            Map.of("X\r\nY", "a"),
            Map.of("X Y", "a"),
            Map.of("", "a"),
            Map.of("X", "é"),
            Map.of("X", Map.of("a", 1)));
    for (Map<String, Object> headers : bad) {
      Answer answer =
          server.post(
              "/files/import", Map.of("url", "https://example.com/a.jpg", "urlHeaders", headers));
      assertThat(answer.status()).as(headers.toString()).isEqualTo(400);
      assertThat(answer.errorCode()).as(headers.toString()).isEqualTo("INVALID_URL_HEADERS");
    }
  }

  @Test
  void eachOfSeveralHasItsOwnResult() {
    source.on("/a.png", (_, to) -> to.ok(PNG));
    List<Map<String, Object>> requests =
        List.of(
            Map.of("url", source.url("/a.png"), "displayName", "first.png"),
            Map.of("url", "ftp://example.com/a.png"),
            Map.of("url", source.url("/a.png"), "parentFolderId", "unknown"),
            Map.of("url", source.url("/a.png"), "urlHeaders", Map.of("Host", "x")),
            Map.of("url", source.url("/a.png"), "displayName", "last.png"),
            Map.of("url", source.url("/a.png"), "urlHeaders", Map.of("X", List.of("a"))),
            Map.of("url", source.url("/a.png"), "urlHeaders", Map.of("X", "a".repeat(8_001))));

    JsonNode answer = server.ask("/bulk/files/import-v2", Map.of("importFileRequests", requests));

    JsonNode results = answer.path("results");
    assertThat(results.size()).isEqualTo(7);
    for (int i = 0; i < 7; i++) {
      assertThat(results.get(i).at("/itemMetadata/originalIndex").intValue()).isEqualTo(i);
      boolean good = i == 0 || i == 4;
      assertThat(results.get(i).at("/itemMetadata/success").booleanValue()).isEqualTo(good);
      assertThat(results.get(i).has("item")).isEqualTo(good);
    }
    assertThat(results.get(1).at("/itemMetadata/error/code").stringValue())
        .isEqualTo("INVALID_ARGUMENT");
    assertThat(results.get(1).at("/itemMetadata/error/data/fieldViolations/0/field").stringValue())
        .isEqualTo("url");
    assertThat(results.get(2).at("/itemMetadata/error/code").stringValue())
        .isEqualTo("RESOURCE_NOT_FOUND");
    for (int i : new int[] {3, 5, 6}) {
      assertThat(results.get(i).at("/itemMetadata/error/code").stringValue())
          .isEqualTo("INVALID_URL_HEADERS");
    }
    assertThat(answer.at("/bulkActionMetadata/totalSuccesses").intValue()).isEqualTo(2);
    assertThat(answer.at("/bulkActionMetadata/totalFailures").intValue()).isEqualTo(5);
    assertThat(answer.at("/bulkActionMetadata/undetailedFailures").intValue()).isZero();
    assertHas(ended(results.get(0).path("item")), PNG);
    JsonNode last = ended(results.get(4).path("item"));
    assertThat(last.path("id")).isEqualTo(results.get(4).at("/itemMetadata/id"));
    assertHas(last, PNG);
  }

  @Test
  void resultsHaveNoFilesWhenTheyAreNotWanted() {
    source.on("/a.png", (_, to) -> to.ok(PNG));

    JsonNode answer =
        server.ask(
            "/bulk/files/import-v2",
            Map.of(
                "importFileRequests",
                List.of(Map.of("url", source.url("/a.png"))),
                "returnEntity",
                false));

    assertThat(answer.at("/results/0").has("item")).isFalse();
    assertThat(answer.at("/results/0/itemMetadata/id").stringValue()).isNotEmpty();
  }

  @Test
  void theDeprecatedMethodTakesAllOrNone() {
    source.on("/a.png", (_, to) -> to.ok(PNG));
    Map<String, Object> good = Map.of("url", source.url("/a.png"), "displayName", "all.png");

    JsonNode files =
        server.ask("/bulk/files/import", Map.of("importFileRequests", List.of(good, good)));
    Answer invalid =
        server.post(
            "/bulk/files/import",
            Map.of("importFileRequests", List.of(good, Map.of("url", "ftp://x"))));
    Answer refused =
        server.post(
            "/bulk/files/import",
            Map.of(
                "importFileRequests",
                List.of(
                    Map.of("url", source.url("/a.png"), "displayName", "none.png"),
                    Map.of("url", source.url("/a.png"), "parentFolderId", "unknown"))));

    assertThat(files.path("files").size()).isEqualTo(2);
    files.path("files").forEach(file -> assertHas(ended(file), PNG));
    assertThat(invalid.status()).isEqualTo(400);
    assertThat(invalid.json().at("/details/validationError/fieldViolations/0/field").stringValue())
        .isEqualTo("importFileRequests[1].url");
    assertThat(refused.status()).isEqualTo(404);
    assertThat(server.ask("/files/search", Map.of("search", "none.png")).path("files").size())
        .isZero();
  }

  @Test
  void betweenOneAndAHundredAreTakenAtOnce() {
    for (String path : List.of("/bulk/files/import", "/bulk/files/import-v2")) {
      Map<String, Object> one = Map.of("url", "https://nowhere.test/a.png");
      assertThat(server.post(path, "{}").status()).isEqualTo(400);
      assertThat(server.post(path, Map.of("importFileRequests", List.of())).status())
          .isEqualTo(400);
      assertThat(
              server
                  .post(path, Map.of("importFileRequests", Collections.nCopies(101, one)))
                  .status())
          .isEqualTo(400);
      assertThat(server.post(path, Map.of("importFileRequests", "x")).status()).isEqualTo(400);
    }
  }
}
