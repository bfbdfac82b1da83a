package io.vitrine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is told of which change, as those who ask for events read it (contract: events.md). */
class EventsIT extends ImportFixture {
  private static final String FILE = "wix.media.site_media.v1.file_descriptor";
  private static final String FOLDER = "wix.media.site_media.v1.folder";
  private static final Map<String, Object> INFO =
      Map.of("origin", "formBuilder", "externalIds", List.of("row-1"));

  private String place;

  @BeforeEach
  void beginHere() {
    place = "0";
    news();
  }

  @Test
  void anUploadIsReadyAtOnceAndTellsWhatItsCallerWantedToHear() {
    JsonNode file =
        server.upload("a.png", "image/png", Samples.png(7, 5), Map.of("externalInfo", INFO));

    JsonNode event = only(news());

    assertIs(event, FILE, "file_ready", file);
    JsonNode body = event.at("/actionEvent/body");
    assertThat(body.path("file")).isEqualTo(file);
    assertThat(body.path("externalInfo").path("origin").stringValue()).isEqualTo("formBuilder");
    assertThat(body.path("externalInfo").path("externalIds").path(0).stringValue())
        .isEqualTo("row-1");
    assertThat(body.path("triggeredByUndelete").booleanValue()).isFalse();
  }

  @Test
  void anImportIsToldWhenItEndsAndOfOneThatFailedWhy() {
    source.on("/a.pdf", (_, to) -> to.ok(Samples.pdf(20_000)));
    JsonNode ready = imported("/a.pdf", Map.of("externalInfo", INFO));
    JsonNode failed = imported("/gone.pdf");

    List<JsonNode> events = news();

    assertThat(events).hasSize(2);
    assertIs(events.get(0), FILE, "file_ready", ready);
    assertThat(events.get(0).at("/actionEvent/body/file")).isEqualTo(ready);
    assertThat(events.get(0).at("/actionEvent/body/externalInfo/origin").stringValue())
        .isEqualTo("formBuilder");
    assertIs(events.get(1), FILE, "file_failed", failed);
    JsonNode body = events.get(1).at("/actionEvent/body");
    assertThat(body.path("externalInfo").size()).isZero();
    assertThat(body.at("/error/code").stringValue()).isEqualTo("SOURCE_HTTP_ERROR");
    assertThat(body.at("/error/description").stringValue()).isNotEmpty();
    assertThat(body.at("/error/data/status").intValue()).isEqualTo(404);
  }

  @Test
  void aChangeOfAFileIsToldWithWhatItWasBefore() {
    JsonNode folder = folder("target");
    JsonNode file = server.upload("a.png", "image/png", Samples.png(7, 5));
    news();

    JsonNode renamed = update(file, Map.of("displayName", "b.png", "labels", List.of("x")));
    JsonNode moved = update(file, Map.of("parentFolderId", id(folder)));
    update(file, Map.of("displayName", "b.png"));

    List<JsonNode> events = news();
    assertThat(events).as("nothing changed the third time").hasSize(2);
    assertIs(events.get(0), FILE, "updated", file);
    assertThat(events.get(0).at("/updatedEvent/currentEntity")).isEqualTo(renamed);
    JsonNode modified = events.get(0).at("/updatedEvent/modifiedFields");
    assertThat(modified.path("displayName").stringValue()).isEqualTo("a.png");
    assertThat(modified.path("labels").size()).isZero();
    assertThat(modified.propertyNames()).containsExactlyInAnyOrder("displayName", "labels");
    assertThat(events.get(1).at("/updatedEvent/currentEntity")).isEqualTo(moved);
    assertThat(events.get(1).at("/updatedEvent/modifiedFields/parentFolderId").stringValue())
        .isEqualTo("media-root");
  }

  @Test
  void aFileGoesToTheTrashComesBackAndGoesForGood() {
    JsonNode file = server.upload("a.png", "image/png", Samples.png(7, 5));
    news();

    trash("files", file);
    trash("files", file);
    restore("files", file);
    restore("files", file);
    delete("files", file);
    delete("files", file);

    List<JsonNode> events = news();
    assertThat(events)
        .extracting(EventsIT::slug)
        .containsExactly("deleted", "file_ready", "deleted");
    events.forEach(event -> assertThat(event.path("entityId").stringValue()).isEqualTo(id(file)));
    assertMovedToTrash(events.get(0), true);
    JsonNode back = events.get(1).at("/actionEvent/body");
    assertThat(back.path("triggeredByUndelete").booleanValue()).isTrue();
    assertThat(back.at("/file/id")).isEqualTo(file.path("id"));
    assertThat(back.at("/file/state").stringValue()).isEqualTo("OK");
    assertMovedToTrash(events.get(2), false);
    assertThat(events)
        .extracting(event -> Long.parseLong(event.path("entityEventSequence").stringValue()))
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(events).extracting(event -> event.path("id").stringValue()).doesNotHaveDuplicates();
  }

  @Test
  void aFolderIsMadeRenamedAndMovedAlsoOnTheWayToAFile() {
    JsonNode first = folder("first");
    JsonNode second = folder("second");
    JsonNode renamed = update(second, "third");
    server.ask(
        "PATCH", "/folders/" + id(second), Map.of("folder", Map.of("parentFolderId", id(first))));
    update(second, "third");
    server.upload(
        "a.png",
        "image/png",
        Samples.png(7, 5),
        Map.of("parentFolderId", id(first), "filePath", "/deep/er"));

    List<JsonNode> events = news();

    assertThat(events)
        .extracting(EventsIT::slug)
        .containsExactly(
            "created", "created", "updated", "updated", "created", "created", "file_ready");
    assertIs(events.get(0), FOLDER, "created", first);
    assertThat(events.get(0).at("/createdEvent/entity")).isEqualTo(first);
    assertThat(events.get(0).at("/createdEvent").has("restoreInfo")).isFalse();
    assertThat(events.get(2).at("/updatedEvent/currentEntity")).isEqualTo(renamed);
    assertThat(events.get(2).at("/updatedEvent/modifiedFields/displayName").stringValue())
        .isEqualTo("second");
    assertThat(events.get(4).at("/createdEvent/entity/displayName").stringValue())
        .isEqualTo("deep");
  }

  @Test
  void aTreeIsToldFolderByFolderAndFileByFile() {
    JsonNode outer = folder("outer");
    JsonNode inner = folder("inner", outer);
    JsonNode file =
        server.upload("a.png", "image/png", Samples.png(7, 5), Map.of("parentFolderId", id(inner)));
    news();
    Set<String> all = Set.of(id(outer), id(inner), id(file));

    trash("folders", outer);
    List<JsonNode> trashed = news();
    assertThat(ids(trashed)).containsExactlyInAnyOrderElementsOf(all);
    trashed.forEach(event -> assertMovedToTrash(event, true));

    restore("folders", outer);
    List<JsonNode> restored = news();
    assertThat(ids(restored)).containsExactlyInAnyOrderElementsOf(all);
    for (JsonNode event : restored) {
      if (slug(event).equals("created")) {
        Instant deleted =
            Instant.parse(event.at("/createdEvent/restoreInfo/deletedDate").stringValue());
        Instant told = Instant.parse(trashed.getFirst().path("eventTime").stringValue());
        assertThat(deleted).isBetween(told.minusSeconds(10), told);
        assertThat(event.at("/createdEvent/entity/state").stringValue()).isEqualTo("OK");
      } else {
        assertIs(event, FILE, "file_ready", file);
        assertThat(event.at("/actionEvent/body/triggeredByUndelete").booleanValue()).isTrue();
        assertThat(event.at("/actionEvent/body/file")).isEqualTo(get(file));
      }
    }

    delete("folders", outer);
    List<JsonNode> gone = news();
    assertThat(ids(gone)).containsExactlyInAnyOrderElementsOf(all);
    gone.forEach(event -> assertMovedToTrash(event, false));
  }

  @Test
  void whatWasRestoredAndIsGoneForGoodIsToldWithoutTheThing() {
    JsonNode folder = folder("f");
    JsonNode file =
        server.upload(
            "a.png", "image/png", Samples.png(7, 5), Map.of("parentFolderId", id(folder)));
    trash("folders", folder);
    news();

    restore("folders", folder);
    delete("folders", folder);

    JsonNode ready =
        news().stream().filter(event -> slug(event).equals("file_ready")).findFirst().orElseThrow();
    assertIs(ready, FILE, "file_ready", file);
    assertThat(ready.at("/actionEvent/body").has("file")).isFalse();
    assertThat(ready.at("/actionEvent/body/triggeredByUndelete").booleanValue()).isTrue();
  }

  @Test
  void pagesGoOnWhereTheOneBeforeEndedAndNarrowByType() {
    for (int i = 0; i < 3; i++) {
      folder("f" + i);
      server.upload("a.png", "image/png", Samples.png(7, 5, i));
    }
    String from = place;
    String created = "&eventTypes=" + FOLDER + "_created";

    JsonNode first = server.ask("/events?paging.limit=2&paging.cursor=" + from + created);
    String next = first.at("/nextCursor/cursors/next").stringValue();
    JsonNode second = server.ask("/events?paging.limit=2&paging.cursor=" + next + created);
    String end = second.at("/nextCursor/cursors/next").stringValue();

    assertThat(first.path("events").size()).isEqualTo(2);
    assertThat(first.at("/nextCursor/hasNext").booleanValue()).isTrue();
    assertThat(second.path("events").size()).isEqualTo(1);
    assertThat(second.at("/nextCursor/hasNext").booleanValue()).isFalse();
    assertThat(server.ask("/events?paging.cursor=" + end).path("events").size())
        .as("the place is behind what was not wanted too")
        .isZero();
    assertThat(server.get("/events?paging.cursor=x&eventTypes=nonsense").text())
        .contains("\"paging.cursor\"")
        .contains("\"eventTypes[0]\"");
  }

  @Test
  void anotherSiteHearsNothing() {
    Config.Storage storage = new Config.Storage(server.data(), Optional.empty(), Optional.empty());
    String key;
    try (Installation installation = Installation.open(storage)) {
      key =
          installation
              .createKey("other", false, "owner", Set.of("read"), "test", Optional.empty())
              .shown();
    }
    server.upload("a.png", "image/png", Samples.png(7, 5));
    TestClient other = server.as(key);

    assertThat(other.ask("/events").path("events").size()).isZero();
    try (EventStreamReader stream = EventStreamReader.open(other, "/events/stream", "0")) {
      server.upload("b.png", "image/png", Samples.png(7, 5));
      other.get("/events");
      assertThat(stream.received()).isEmpty();
    }
  }

  @Test
  void aStreamTellsWhatHappensAndGoesOnWhereItBrokeOff() {
    String last;
    try (EventStreamReader stream = EventStreamReader.open(server, "/events/stream", "")) {
      JsonNode folder = folder("live");
      await().until(() -> stream.received().size() == 1);
      EventStreamReader.Told told = stream.received().getFirst();
      assertThat(told.event()).isEqualTo(FOLDER + "_created");
      assertIs(told.data(), FOLDER, "created", folder);
      assertThat(told.id()).isEqualTo(told.data().path("entityEventSequence").stringValue());
      last = told.id();
    }
    JsonNode missed = folder("missed");
    String only = "/events/stream?eventTypes=" + FOLDER + "_created";
    try (EventStreamReader stream = EventStreamReader.open(server, only, last)) {
      await().until(() -> stream.received().size() == 1);
      server.upload("a.png", "image/png", Samples.png(7, 5));
      JsonNode later = folder("later");
      await().until(() -> stream.received().size() == 2);
      assertThat(stream.received())
          .extracting(told -> told.data().path("entityId").stringValue())
          .containsExactly(id(missed), id(later));
    }
    assertThat(server.get("/events/stream?paging.cursor=x").status()).isEqualTo(400);
    assertThat(server.as("nobody").get("/events/stream").status()).isEqualTo(401);
  }

  @Test
  void aClientThatTakesNothingIsCutOff() throws Exception {
    String long4k = "x".repeat(4_000);
    List<String> many = Collections.nCopies(30, long4k);
    for (int i = 0; i < 60; i++) {
      server.upload(
          "a.png",
          "image/png",
          Samples.png(7, 5),
          Map.of("externalInfo", Map.of("externalIds", many)));
    }
    double before = openStreams();
    try (RawConnection slow = new RawConnection(server.address())) {
      slow.head(
          "GET /site-media/v1/events/stream",
          "Authorization: " + TestServer.ADMIN_KEY,
          "Last-Event-ID: 0");
      await().until(() -> openStreams() > before);

      await().atMost(Duration.ofSeconds(40)).until(() -> openStreams() <= before);
    }
    assertThat(server.get("/events").status()).isEqualTo(200);
  }

  private double openStreams() {
    return server
        .fetch(server.address() + "/metrics")
        .text()
        .lines()
        .filter(line -> line.startsWith("vitrine_events_streams "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
        .sum();
  }

  /** The events since the last call. */
  private List<JsonNode> news() {
    List<JsonNode> events = new ArrayList<>();
    boolean more = true;
    while (more) {
      JsonNode page = server.ask("/events?paging.limit=100&paging.cursor=" + place);
      page.path("events").forEach(events::add);
      place = page.at("/nextCursor/cursors/next").stringValue();
      more = page.at("/nextCursor/hasNext").booleanValue();
    }
    return events;
  }

  private static JsonNode only(List<JsonNode> events) {
    assertThat(events).hasSize(1);
    return events.getFirst();
  }

  private static void assertIs(JsonNode event, String fqdn, String slug, JsonNode thing) {
    assertThat(event.path("entityFqdn").stringValue()).isEqualTo(fqdn);
    assertThat(slug(event)).isEqualTo(slug);
    assertThat(event.path("entityId").stringValue()).isEqualTo(id(thing));
    assertThat(event.path("triggeredByAnonymizeRequest").booleanValue()).isFalse();
    assertThat(event.has("originatedFrom")).isFalse();
  }

  private static void assertMovedToTrash(JsonNode event, boolean moved) {
    assertThat(slug(event)).isEqualTo("deleted");
    assertThat(event.at("/deletedEvent/movedToTrash").booleanValue()).isEqualTo(moved);
    assertThat(event.path("movedToTrash").booleanValue()).isEqualTo(moved);
  }

  private JsonNode folder(String name) {
    return server.ask("/folders", Map.of("displayName", name)).path("folder");
  }

  private JsonNode folder(String name, JsonNode parent) {
    return server
        .ask("/folders", Map.of("displayName", name, "parentFolderId", id(parent)))
        .path("folder");
  }

  private JsonNode update(JsonNode file, Map<String, Object> fields) {
    Map<String, Object> changed = new HashMap<>(fields);
    changed.put("id", id(file));
    return server
        .ask("PATCH", "/files/update-file-descriptor", Map.of("file", changed))
        .path("file");
  }

  private JsonNode update(JsonNode folder, String name) {
    return server
        .ask("PATCH", "/folders/" + id(folder), Map.of("folder", Map.of("displayName", name)))
        .path("folder");
  }

  private void trash(String kind, JsonNode thing) {
    server.ask("/bulk/" + kind + "/delete", ids(kind, thing));
  }

  private void restore(String kind, JsonNode thing) {
    server.ask("/bulk/trash-bin/" + kind + "/restore", ids(kind, thing));
  }

  private void delete(String kind, JsonNode thing) {
    Map<String, Object> body = new HashMap<>(ids(kind, thing));
    body.put("permanent", true);
    server.ask("/bulk/" + kind + "/delete", body);
  }

  private static Map<String, Object> ids(String kind, JsonNode thing) {
    return Map.of(kind.equals("files") ? "fileIds" : "folderIds", List.of(id(thing)));
  }

  private static List<String> ids(List<JsonNode> events) {
    return events.stream().map(event -> event.path("entityId").stringValue()).toList();
  }

  private static String slug(JsonNode event) {
    return event.path("slug").stringValue();
  }

  private static String id(JsonNode thing) {
    return thing.path("id").stringValue();
  }
}
