package io.vitrine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vitrine.Installation.NewKey;
import io.vitrine.TestClient.Answer;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.KeptAnswer;
import io.vitrine.catalog.sqlite.SqliteCatalog;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The same {@code Idempotency-Key} gives the same answer, and nothing is made twice. */
class IdempotencyIT {
  private static final String PREFIX = "/site-media/v1";
  private static final String FOLDERS = PREFIX + "/folders";
  private static final String UPLOAD_URL = PREFIX + "/files/generate-upload-url";
  private static final String FILE = "{\"mimeType\":\"text/plain\",\"fileName\":\"a.txt\"}";

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start(Optional.empty(), OptionalLong.of(1_000_000));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aFolderIsMadeOnceAndToldAgain() {
    Answer first = send(server, FOLDERS, "folder-key", folder("once", "media-root"));
    Answer second = send(server, FOLDERS, "folder-key", folder("once", "media-root"));
    Answer quoted = send(server, FOLDERS, "\"folder-key\"", folder("once", "media-root"));

    assertThat(first.status()).as(first.toString()).isEqualTo(200);
    assertThat(first.header("Idempotent-Replayed")).isEmpty();
    assertRepeated(second, first);
    assertRepeated(quoted, first);
    assertThat(named("once")).hasSize(1);
  }

  @Test
  void anUploadUrlIsToldAgainAndTakesOneFile() {
    Answer first = send(server, UPLOAD_URL, "url-key", FILE);
    Answer second = send(server, UPLOAD_URL, "url-key", FILE);
    String url = second.json().path("uploadUrl").stringValue();

    assertRepeated(second, first);
    assertThat(put(url).status()).isEqualTo(200);
    assertThat(put(url).errorCode()).isEqualTo("UPLOAD_ALREADY_COMPLETED");
    assertRepeated(send(server, UPLOAD_URL, "url-key", FILE), first);
  }

  @Test
  void withoutAKeyEachCallMakesAnother() {
    server.ask("/folders", Map.of("displayName", "twice"));
    server.ask("/folders", Map.of("displayName", "twice"));

    assertThat(named("twice")).hasSize(2);
  }

  @Test
  void theSameKeyUnderAnotherPrefixIsTheSame() {
    String body = folder("prefixes", "media-root");
    Answer first = send(server, FOLDERS, "prefix-key", body);

    assertRepeated(
        send(server, "/wix-privatemedia-proxy-server/v1/folders", "prefix-key", body), first);
    assertRepeated(
        send(server, "/_api/wix-privatemedia-proxy-server/v1/folders", "prefix-key", body), first);
  }

  @Test
  void anotherBodyUnderTheSameKeyIsRefusedAndChangesNothing() {
    Answer first = send(server, FOLDERS, "reused", folder("reused", "media-root"));
    Answer other = send(server, FOLDERS, "reused", folder("reused too", "media-root"));

    assertThat(other.status()).isEqualTo(422);
    assertThat(other.errorCode()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
    assertThat(named("reused too")).isEmpty();
    assertRepeated(send(server, FOLDERS, "reused", folder("reused", "media-root")), first);
  }

  @Test
  void aKeyMeansSomethingElseToAnotherMethodCallerAndSite() {
    try (Installation installation =
        Installation.open(TestServer.config(server.data()).storage())) {
      NewKey one = key(installation, "site-one");
      NewKey same = key(installation, "site-one");
      NewKey other = key(installation, "site-two");
      String body = folder("shared", "media-root");
      List<String> ids = new ArrayList<>();
      for (NewKey key : List.of(one, same, other)) {
        TestClient client = server.as(key.shown());
        Answer made = send(client, FOLDERS, "shared-key", body);
        assertThat(made.status()).as(made.toString()).isEqualTo(200);
        assertThat(made.header("Idempotent-Replayed")).isEmpty();
        ids.add(made.json().at("/folder/id").stringValue());
        assertThat(send(client, UPLOAD_URL, "shared-key", FILE).status()).isEqualTo(200);
      }
      assertThat(ids).doesNotHaveDuplicates();
    }
  }

  @Test
  void aRefusalIsToldAgainAlthoughItsReasonIsGone() {
    String parent = id(server.ask("/folders", Map.of("displayName", "parent")).path("folder"));
    server.ask("/bulk/folders/delete", Map.of("folderIds", List.of(parent)));
    Answer refused = send(server, FOLDERS, "refused", folder("child", parent));
    server.ask("/bulk/trash-bin/folders/restore", Map.of("folderIds", List.of(parent)));

    assertThat(refused.errorCode()).isEqualTo("FOLDER_IN_TRASH");
    assertRepeated(send(server, FOLDERS, "refused", folder("child", parent)), refused);
    assertThat(send(server, FOLDERS, "new key", folder("child", parent)).status()).isEqualTo(400);
    assertThat(send(server, FOLDERS, "new-key", folder("child", parent)).status()).isEqualTo(200);
    assertThat(named("child")).hasSize(1);
  }

  @Test
  void aBodyThatCannotBeReadIsRefusedAsWithoutAKey() {
    for (String body : List.of("{", "[]", "{}", "{\"displayName\":1}")) {
      Answer plain = server.post("/folders", body);
      Answer first = send(server, FOLDERS, "bad" + body.hashCode(), body);
      Answer second = send(server, FOLDERS, "bad" + body.hashCode(), body);

      assertThat(first.status()).isEqualTo(plain.status()).isEqualTo(400);
      assertThat(first.text()).isEqualTo(plain.text());
      assertThat(second.text()).isEqualTo(plain.text());
    }
    String longBody = "{\"displayName\":\"" + "x".repeat(1 << 20) + "\"}";
    assertThat(send(server, FOLDERS, "long", longBody).errorCode()).isEqualTo("REQUEST_TOO_LARGE");
  }

  @Test
  void aStrangerIsRefusedBeforeTheKeyIsLookedAt() {
    Answer first = send(server, FOLDERS, "known", folder("known", "media-root"));
    Answer stranger = send(server.as("nobody"), FOLDERS, "known", folder("known", "media-root"));

    assertThat(first.status()).isEqualTo(200);
    assertThat(stranger.status()).isIn(401, 429);
  }

  @Test
  void ofManyCallsAtOnceOneMakesTheFolderAndAllAreToldOfIt() throws Exception {
    String body = folder("at once", "media-root");
    CountDownLatch go = new CountDownLatch(1);
    List<Callable<Answer>> calls = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      calls.add(
          () -> {
            go.await();
            return send(server, FOLDERS, "at-once", body);
          });
    }
    List<String> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> running = calls.stream().map(threads::submit).toList();
      go.countDown();
      for (Future<Answer> answer : running) {
        assertThat(answer.get().status()).isEqualTo(200);
        answers.add(answer.get().text());
      }
    }

    assertThat(Set.copyOf(answers)).hasSize(1);
    assertThat(named("at once")).hasSize(1);
  }

  @Test
  void anAnswerOutlivesTheServerButNotItsSecret(@TempDir Path data) {
    String body = folder("restart", "media-root");
    Answer first;
    try (TestServer before = TestServer.start(TestServer.config(data))) {
      first = send(before, FOLDERS, "restart", body);
    }
    try (TestServer after = TestServer.start(TestServer.config(data))) {
      assertRepeated(send(after, FOLDERS, "restart", body), first);
    }
    Config changed =
        TestServer.config(data, Optional.of("another-secret-of-this-test"), OptionalLong.empty());
    try (TestServer after = TestServer.start(changed)) {
      Answer lost = send(after, FOLDERS, "restart", body);

      assertThat(lost.status()).isEqualTo(409);
      assertThat(lost.errorCode()).isEqualTo("ABORTED");
      assertThat(after.ask("/folders").path("folders")).hasSize(1);
    }
  }

  @Test
  void anExpiredAnswerIsSweptAway(@TempDir Path data) {
    String id = "%064x".formatted(1);
    Path database = TestServer.config(data).storage().databaseFile();
    try (Catalog catalog = SqliteCatalog.open(database, new SimpleMeterRegistry())) {
      catalog.write(
          transaction -> {
            Instant past = Instant.now().minusSeconds(1);
            transaction.keptAnswers().keep(new KeptAnswer(id, new byte[10], past));
            return id;
          });
    }
    try (TestServer server = TestServer.start(TestServer.config(data));
        Catalog catalog = SqliteCatalog.open(database, new SimpleMeterRegistry())) {
      assertThat(server.get("/folders").status()).isEqualTo(200);
      await().until(() -> catalog.keptAnswers().find(id).isEmpty());
    }
  }

  @Test
  void neitherTheTokenNorTheKeyStandsInTheDatabase(@TempDir Path data) throws IOException {
    String key = "a-key-that-nobody-else-knows";
    String token;
    try (TestServer server = TestServer.start(TestServer.config(data))) {
      String url = send(server, UPLOAD_URL, key, FILE).json().path("uploadUrl").stringValue();
      token = url.substring(url.lastIndexOf('/') + 1);
    }

    assertThat(token).hasSizeGreaterThan(50);
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain(key)
            .doesNotContain(token)
            .doesNotContain(token.substring(token.lastIndexOf('.')));
      }
    }
  }

  private static Answer send(TestClient client, String path, String key, String json) {
    return client.send(
        client
            .request(path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(json)));
  }

  private static Answer put(String url) {
    return server.put(url, "a.txt", "text/plain", BodyPublishers.ofString("some text"));
  }

  private static void assertRepeated(Answer second, Answer first) {
    assertThat(second.status()).as(second.toString()).isEqualTo(first.status());
    assertThat(second.text()).isEqualTo(first.text());
    assertThat(second.header("Content-Type")).isEqualTo(first.header("Content-Type"));
    assertThat(second.header("Cache-Control")).contains("no-store");
    assertThat(second.header("Idempotent-Replayed")).contains("true");
  }

  private static List<JsonNode> named(String name) {
    return server
        .ask("/folders/search", Map.of("search", name))
        .path("folders")
        .valueStream()
        .filter(folder -> folder.path("displayName").stringValue().equals(name))
        .toList();
  }

  private static String folder(String name, String parentId) {
    return JsonMapper.shared()
        .writeValueAsString(Map.of("displayName", name, "parentFolderId", parentId));
  }

  private static String id(JsonNode folder) {
    return folder.path("id").stringValue();
  }

  private static NewKey key(Installation installation, String site) {
    return installation.createKey(site, false, "owner", Set.of("manage"), "test", Optional.empty());
  }
}
