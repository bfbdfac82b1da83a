package io.vitrine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Listing, searching and querying files (contract: files-api.md section 5). */
class FindIT {
  private static final int FILES = 23;

  private static TestServer server;
  private static String pages;
  private static List<JsonNode> files;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    pages =
        server.ask("/folders", Map.of("displayName", "p")).path("folder").path("id").stringValue();
    files = new ArrayList<>();
    for (int i = 0; i < FILES; i++) {
      String name = (i % 2 == 0 ? "Page-" : "page-") + (i * 7) % FILES + ".txt";
      files.add(
          server.upload(
              name,
              "text/plain",
              Samples.text("x".repeat(100 + (i * 5) % FILES / 3)),
              Map.of("parentFolderId", pages)));
    }
    server.upload("Été à la plage.png", "image/png", Samples.png(3, 3));
    server.upload("GRÜSSE.pdf", "application/pdf", Samples.pdf(900));
    server.upload("hidden sunset.png", "image/png", Samples.png(4, 4), Map.of("private", true));
    server.upload(
        "plain.svg", "image/svg+xml", Samples.svg(3, 3), Map.of("labels", List.of("Sonnenblume")));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Stream<Arguments> sorts() {
    return Stream.of("displayName", "updatedDate", "sizeInBytes")
        .flatMap(field -> Stream.of("ASC", "DESC").map(order -> Arguments.of(field, order)));
  }

  @ParameterizedTest
  @MethodSource("sorts")
  void aListIsWalkedPageByPageInEverySort(String field, String order) {
    List<JsonNode> walked = new ArrayList<>();
    JsonNode page =
        server.ask(
            "/files?parentFolderId="
                + pages
                + "&paging.limit=5&sort.fieldName="
                + field
                + "&sort.order="
                + order);
    page.path("files").forEach(walked::add);
    while (page.path("nextCursor").path("hasNext").booleanValue()) {
      // The cursor alone carries folder, sort and limit.
      page =
          server.ask("/files?paging.cursor=" + page.at("/nextCursor/cursors/next").stringValue());
      page.path("files").forEach(walked::add);
    }

    assertThat(page.at("/nextCursor/cursors/next").stringValue()).isEmpty();
    assertThat(walked).hasSize(FILES).containsExactlyInAnyOrderElementsOf(files);
    assertThat(walked).isSortedAccordingTo(comparator(field, order));
  }

  @ParameterizedTest
  @MethodSource("sorts")
  void aSearchIsWalkedPageByPageInEverySort(String field, String order) {
    Map<String, Object> body = new HashMap<>();
    body.put("search", "page");
    body.put("sort", Map.of("fieldName", field, "order", order));
    body.put("paging", Map.of("limit", 6));
    List<JsonNode> walked = new ArrayList<>();
    JsonNode page = server.ask("/files/search", body);
    page.path("files").forEach(walked::add);
    while (page.path("nextCursor").path("hasNext").booleanValue()) {
      String cursor = page.at("/nextCursor/cursors/next").stringValue();
      page = server.ask("/files/search", Map.of("paging", Map.of("cursor", cursor)));
      page.path("files").forEach(walked::add);
    }

    assertThat(walked).hasSize(FILES).containsExactlyInAnyOrderElementsOf(files);
    assertThat(walked).isSortedAccordingTo(comparator(field, order));
  }

  @ParameterizedTest
  @MethodSource("sorts")
  void aQueryIsWalkedForwardsAndBackwards(String field, String order) {
    JsonNode first =
        query(
            Map.of(
                "filter", Map.of("mediaType", Map.of("$eq", "DOCUMENT")),
                "sort", List.of(Map.of("fieldName", field, "order", order)),
                "cursorPaging", Map.of("limit", 10)));
    JsonNode second = continued(first, "next");
    JsonNode third = continued(second, "next");

    assertThat(first.path("files")).hasSize(10);
    assertThat(second.path("files")).hasSize(10);
    assertThat(third.path("files")).hasSize(FILES + 1 - 20);
    assertThat(first.at("/pagingMetadata/cursors/prev").stringValue()).isEmpty();
    assertThat(third.at("/pagingMetadata/cursors/next").stringValue()).isEmpty();
    assertThat(third.at("/pagingMetadata/hasNext").booleanValue()).isFalse();
    assertThat(continued(third, "prev").path("files")).isEqualTo(second.path("files"));
    assertThat(continued(second, "prev").path("files")).isEqualTo(first.path("files"));
    assertThat(continued(continued(second, "prev"), "next").path("files"))
        .isEqualTo(second.path("files"));
  }

  @Test
  void withoutASortTheNewestComesFirstAndWithAFieldAloneTheSmallest() {
    JsonNode newest = server.ask("/files?parentFolderId=" + pages).path("files");
    JsonNode byName =
        server.ask("/files?sort.fieldName=displayName&parentFolderId=" + pages).path("files");

    assertThat(newest.valueStream()).isSortedAccordingTo(comparator("updatedDate", "DESC"));
    assertThat(byName.valueStream()).isSortedAccordingTo(comparator("displayName", "ASC"));
  }

  @Test
  void aListShowsOneFolderOnly() {
    assertThat(names(server.ask("/files").path("files")))
        .containsExactlyInAnyOrder(
            "Été à la plage.png", "GRÜSSE.pdf", "hidden sunset.png", "plain.svg");
    assertThat(server.ask("/files?parentFolderId=nowhere").path("files")).isEmpty();
  }

  @Test
  void aListCanBeNarrowed() {
    assertThat(names(server.ask("/files?mediaTypes=VECTOR&mediaTypes=DOCUMENT").path("files")))
        .containsExactlyInAnyOrder("GRÜSSE.pdf", "plain.svg");
    assertThat(names(server.ask("/files?private=true").path("files")))
        .containsExactly("hidden sunset.png");
    assertThat(names(server.ask("/files?private=false&mediaTypes=IMAGE").path("files")))
        .containsExactly("Été à la plage.png");
    assertThat(server.ask("/files?mediaTypes=VIDEO").path("files")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "été, Été à la plage.png",
    "ETE, Été à la plage.png",
    "plag, Été à la plage.png",
    "lage, Été à la plage.png",
    "gruss, GRÜSSE.pdf",
    "rüsse, GRÜSSE.pdf",
    "GRÜSSE, GRÜSSE.pdf",
    "sunset, hidden sunset.png",
    "nse, hidden sunset.png",
    "hidden sun, hidden sunset.png",
    "su, hidden sunset.png",
    "sonnenblume, plain.svg",
    "blume, plain.svg",
    "svg+xml, plain.svg"
  })
  void aSearchFindsAnyPartOfAWordInAnyCaseAndAccent(String search, String name) {
    assertThat(names(search(search))).containsExactly(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"zzz", "page AND OR NOT", "NEAR(", "été zzz", "' OR 1=1", "zz%"})
  void aSearchForWhatIsNotThereFindsNothing(String search) {
    assertThat(search(search)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "_", "'", "\"", "*", "\\", "(", "-", "^", ":", "\uD83D\uDE00"})
  void aSearchWithoutAnyWordNeverFails(String search) {
    assertThat(server.post("/files/search", Map.of("search", search)).status()).isEqualTo(200);
  }

  @Test
  void anEmptySearchFindsEverythingInTheTree() {
    assertThat(server.ask("/files/search", Map.of("paging", Map.of("limit", 100))).path("files"))
        .hasSize(FILES + 4);
    assertThat(
            server
                .ask("/files/search", Map.of("rootFolder", "TRASH_ROOT", "search", "page"))
                .path("files"))
        .isEmpty();
    assertThat(
            server.ask("/files/search", Map.of("rootFolder", "VISITOR_UPLOADS_ROOT")).path("files"))
        .isEmpty();
  }

  @Test
  void theConditionsOfAQueryMustAllHold() {
    assertThat(names(found(Map.of("private", true)))).containsExactly("hidden sunset.png");
    assertThat(names(found(Map.of("private", Map.of("$eq", true)))))
        .containsExactly("hidden sunset.png");
    assertThat(names(found(Map.of("mediaType", Map.of("$in", List.of("IMAGE", "VECTOR"))))))
        .containsExactlyInAnyOrder("Été à la plage.png", "hidden sunset.png", "plain.svg");
    assertThat(
            names(
                found(
                    Map.of(
                        "$and", List.of(Map.of("private", false), Map.of("mediaType", "IMAGE"))))))
        .containsExactly("Été à la plage.png");
    assertThat(names(found(Map.of("private", false, "mediaType", "VECTOR"))))
        .containsExactly("plain.svg");
    assertThat(
            found(
                Map.of(
                    "$and", List.of(Map.of("mediaType", "VECTOR"), Map.of("mediaType", "IMAGE")))))
        .isEmpty();
    assertThat(found(Map.of("state", "DELETED"))).isEmpty();
  }

  @Test
  void manyFilesAreGotInTheOrderAsked() {
    List<String> ids =
        List.of(files.get(3), files.get(1), files.get(2)).stream()
            .map(file -> file.path("id").stringValue())
            .toList();

    JsonNode got =
        server
            .ask(
                "/files/get-files",
                Map.of("fileIds", List.of(ids.get(0), "unknown", ids.get(1), ids.get(2))))
            .path("files");

    assertThat(got.valueStream().map(file -> file.path("id").stringValue()))
        .containsExactlyElementsOf(ids);
  }

  @Test
  void aMediaUrlStandsForItsId() {
    JsonNode file = server.upload("a b.png", "image/png", Samples.png(6, 6));
    String id = file.path("id").stringValue();
    String mediaUrl = "wix:image://v1/" + id + "/a%20b.png#originWidth=6&originHeight=6";

    for (String form : List.of(mediaUrl, mediaUrl.substring(4), "wix:image://v1/" + id)) {
      assertThat(server.ask("/files/get-file-by-id?fileId=" + TestClient.encode(form)).path("file"))
          .isEqualTo(file);
    }
    assertThat(server.ask("/files/" + id).path("file")).isEqualTo(file);
    server.ask("/bulk/files/delete", Map.of("fileIds", List.of(mediaUrl), "permanent", true));
    assertThat(server.get("/files/" + id).status()).isEqualTo(404);
  }

  @Test
  void theOtherPrefixesLeadToTheSameMethods() {
    for (String prefix :
        List.of("/wix-privatemedia-proxy-server/v1", "/_api/wix-privatemedia-proxy-server/v1")) {
      assertThat(server.send(server.request(prefix + "/files").GET()).json())
          .isEqualTo(server.ask("/files"));
    }
  }

  private static Comparator<JsonNode> comparator(String field, String order) {
    Comparator<JsonNode> ascending =
        switch (field) {
          case "displayName" ->
              Comparator.comparing(
                  (JsonNode file) ->
                      file.path("displayName").stringValue().toLowerCase(Locale.ROOT));
          case "sizeInBytes" ->
              Comparator.comparingLong(
                  (JsonNode file) -> Long.parseLong(file.path("sizeInBytes").stringValue()));
          default -> Comparator.comparing((JsonNode file) -> file.path(field).stringValue());
        };
    return order.equals("ASC") ? ascending : ascending.reversed();
  }

  private static JsonNode query(Map<String, ?> query) {
    return server.ask("/files/query", Map.of("query", query));
  }

  private static JsonNode found(Map<String, ?> filter) {
    return query(Map.of("filter", filter)).path("files");
  }

  private static JsonNode continued(JsonNode page, String direction) {
    String cursor = page.at("/pagingMetadata/cursors/" + direction).stringValue();
    return query(Map.of("cursorPaging", Map.of("cursor", cursor)));
  }

  private static JsonNode search(String text) {
    return server.ask("/files/search", Map.of("search", text)).path("files");
  }

  private static List<String> names(JsonNode found) {
    return found.valueStream().map(file -> file.path("displayName").stringValue()).toList();
  }
}
