package io.vitrine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vitrine.Installation.NewKey;
import io.vitrine.TestClient.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who may do what, and sites apart (contract: errors.md section 6, security.md sections 1 to 3).
 */
class IdentityIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String PREFIX = "/site-media/v1";

  private static TestServer server;
  private static NewKey ownerOfA;
  private static NewKey ownerOfB;
  private static NewKey reader;
  private static NewKey app;
  private static NewKey revoked;
  private static NewKey expired;
  private static String visitor;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    try (Installation installation =
        Installation.open(TestServer.config(server.data()).storage())) {
      ownerOfA = key(installation, "site-a", "owner", "manage", Optional.empty());
      ownerOfB = key(installation, "site-b", "owner", "manage", Optional.empty());
      reader = key(installation, "site-a", "owner", "read", Optional.empty());
      app = key(installation, "site-a", "app", "manage", Optional.empty());
      revoked = key(installation, "site-a", "owner", "manage", Optional.empty());
      expired = key(installation, "site-a", "owner", "manage", Optional.of(Duration.ofMillis(1)));
      assertThat(installation.revokeKey(revoked.id())).isTrue();
    }
    visitor =
        token(Map.of("grantType", "anonymous", "clientId", app.id()))
            .path("access_token")
            .stringValue();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static NewKey key(
      Installation installation, String site, String role, String scope, Optional<Duration> life) {
    return installation.createKey(site, false, role, Set.of(scope), "test", life);
  }

  /** Every method of the API: verb, path, whether reading is enough for it. */
  private static Stream<Arguments> methods() {
    return Stream.of(
        Arguments.of("GET", "/files", true),
        Arguments.of("GET", "/files/get-file-by-id?fileId=x", true),
        Arguments.of("GET", "/files/x", true),
        Arguments.of("POST", "/files/get-files", true),
        Arguments.of("POST", "/files/search", true),
        Arguments.of("POST", "/files/query", true),
        Arguments.of("PATCH", "/files/update-file-descriptor", false),
        Arguments.of("POST", "/files/generate-upload-url", false),
        Arguments.of("POST", "/files/generate-resumable-upload-url", false),
        Arguments.of("POST", "/files/import", false),
        Arguments.of("POST", "/bulk/files/import", false),
        Arguments.of("POST", "/bulk/files/import-v2", false),
        Arguments.of("POST", "/files/generate-file-download-url", false),
        Arguments.of("POST", "/files/generate-download-url", false),
        Arguments.of("POST", "/files/generate-video-stream-url", true),
        Arguments.of("POST", "/bulk/files/delete", false),
        Arguments.of("POST", "/bulk/trash-bin/files/restore", false),
        Arguments.of("GET", "/trash-bin/files", true),
        Arguments.of("POST", "/folders", false),
        Arguments.of("GET", "/folders/x", true),
        Arguments.of("GET", "/folders", true),
        Arguments.of("POST", "/folders/search", true),
        Arguments.of("POST", "/folders/query", true),
        Arguments.of("PATCH", "/folders/x", false),
        Arguments.of("POST", "/folders/x/generate-download-url", false),
        Arguments.of("POST", "/bulk/folders/delete", false),
        Arguments.of("POST", "/bulk/trash-bin/folders/restore", false),
        Arguments.of("GET", "/trash-bin/folders", true));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void noMethodIsCalledWithoutACredential(String verb, String path, boolean reads) {
    Answer without =
        server.send(
            server
                .plain(server.address() + PREFIX + path)
                .method(verb, BodyPublishers.ofString("{}")));
    Answer empty = new TestClient(server.address(), "").call(verb, path, "{}");

    assertUnauthenticated(without);
    assertUnauthenticated(empty);
  }

  @ParameterizedTest
  @MethodSource("methods")
  void whoMayOnlyReadChangesNothing(String verb, String path, boolean reads) {
    Answer answer = server.as(reader.shown()).call(verb, path, "{}");

    if (reads) {
      assertThat(answer.status()).isNotIn(401, 403);
    } else {
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.errorCode()).isEqualTo("PERMISSION_DENIED");
      assertThat(
              answer.json().at("/details/applicationError/data/requiredPermission").stringValue())
          .startsWith("MEDIA.SITE_MEDIA_");
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void visitorsAreRefusedByEveryMethod(String verb, String path, boolean reads) {
    Answer answer = server.as(visitor).call(verb, path, "{}");

    assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
    assertThat(answer.errorCode()).isEqualTo("PERMISSION_DENIED");
  }

  @Test
  void wrongKeysAllGetTheSameAnswer() {
    String wrongSecret = ownerOfA.shown().substring(0, ownerOfA.shown().length() - 3) + "AAA";
    List<String> keys =
        List.of("nonsense", wrongSecret, "vk_nobody_secret", "eyJhbGciOiJub25lIn0.e30.");

    List<String> texts =
        Stream.concat(keys.stream(), Stream.of(revoked.shown(), expired.shown()))
            .map(key -> server.as(key).get("/files"))
            .map(
                answer -> {
                  assertUnauthenticated(answer);
                  return answer.text();
                })
            .distinct()
            .toList();

    assertThat(texts).hasSize(1);
  }

  @Test
  void whoGuessesTooOftenHasToWaitButValidKeysGoOn() {
    try (TestServer guessed = TestServer.start()) {
      Answer last =
          Stream.generate(() -> guessed.as("guess").get("/files"))
              .limit(20)
              .filter(answer -> answer.status() == 429)
              .findFirst()
              .orElseThrow();

      assertThat(last.errorCode()).isEqualTo("RESOURCE_EXHAUSTED");
      assertThat(Integer.parseInt(last.header("Retry-After").orElseThrow())).isBetween(1, 60);
      assertThat(guessed.get("/files").status()).isEqualTo(200);
    }
  }

  @Test
  void aKeyWorksRawAndAsBearer() {
    for (String form : List.of("%s", "Bearer %s", "bearer %s")) {
      assertThat(server.as(form.formatted(ownerOfA.shown())).get("/files").status()).isEqualTo(200);
    }
  }

  @Test
  void theFilesAndFoldersOfASiteDoNotExistForAnother() {
    TestClient a = server.as(ownerOfA.shown());
    TestClient b = server.as(ownerOfB.shown());
    JsonNode file = a.upload("secret-of-a.png", "image/png", Samples.png(7, 7));
    JsonNode folder = a.ask("/folders", Map.of("displayName", "of a")).path("folder");
    String fileId = file.path("id").stringValue();
    String folderId = folder.path("id").stringValue();

    assertNotFound(b.get("/files/get-file-by-id?fileId=" + TestClient.encode(fileId)));
    assertNotFound(b.post("/files/get-files", Map.of("fileIds", List.of(fileId))));
    assertNotFound(b.post("/files/generate-file-download-url", Map.of("fileId", fileId)));
    assertNotFound(
        b.call(
            "PATCH",
            "/files/update-file-descriptor",
            "{\"file\":{\"id\":\"" + fileId + "\",\"displayName\":\"stolen\"}}"));
    assertNotFound(b.get("/folders/" + folderId));
    assertNotFound(
        b.call("PATCH", "/folders/" + folderId, "{\"folder\":{\"displayName\":\"stolen\"}}"));
    assertNotFound(b.post("/folders", Map.of("displayName", "x", "parentFolderId", folderId)));
    b.ask("/bulk/files/delete", Map.of("fileIds", List.of(fileId), "permanent", true));
    b.ask("/bulk/folders/delete", Map.of("folderIds", List.of(folderId), "permanent", true));
    assertThat(b.ask("/files/query", Map.of()).path("files")).isEmpty();
    assertThat(b.ask("/files/search", Map.of("search", "secret")).path("files")).isEmpty();
    assertThat(b.ask("/folders/query", Map.of()).path("folders")).isEmpty();

    assertThat(a.ask("/files/get-file-by-id?fileId=" + TestClient.encode(fileId)).path("file"))
        .isEqualTo(file);
    assertThat(a.ask("/folders/" + folderId).path("folder")).isEqualTo(folder);
  }

  @Test
  void theCursorOfASiteIsWorthlessOnAnother() {
    TestClient a = server.as(ownerOfA.shown());
    a.ask("/folders", Map.of("displayName", "one"));
    a.ask("/folders", Map.of("displayName", "two"));
    String cursor = a.ask("/folders?paging.limit=1").at("/nextCursor/cursors/next").stringValue();

    assertThat(a.get("/folders?paging.cursor=" + cursor).status()).isEqualTo(200);
    assertThat(server.as(ownerOfB.shown()).get("/folders?paging.cursor=" + cursor).status())
        .isEqualTo(400);
  }

  @Test
  void aKeyNamesNoSiteButItsOwn() {
    assertThat(onSite(ownerOfA.shown(), "site-a").status()).isEqualTo(200);
    assertThat(onSite(ownerOfA.shown(), "").status()).isEqualTo(200);
    for (String site : List.of("site-b", "nowhere", "../site-a")) {
      Answer answer = onSite(ownerOfA.shown(), site);
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.errorCode()).isEqualTo("PERMISSION_DENIED");
    }
    assertThat(onSite(TestServer.ADMIN_KEY, "site-b").status()).isEqualTo(200);
    assertThat(onSite(TestServer.ADMIN_KEY, "nowhere").status()).isEqualTo(404);
    assertThat(onSite(TestServer.ADMIN_KEY, "nowhere").errorCode()).isEqualTo("SITE_NOT_FOUND");
  }

  @Test
  void anAppGetsATokenForItsSiteAndTheTokenTellsWhoItIs() {
    JsonNode answer =
        token(
            Map.of(
                "grant_type",
                "client_credentials",
                "client_id",
                app.id(),
                "client_secret",
                app.secret(),
                "instance_id",
                "site-a"));
    String accessToken = answer.path("access_token").stringValue();

    assertThat(answer.path("token_type").stringValue()).isEqualTo("Bearer");
    assertThat(answer.path("expires_in").intValue()).isEqualTo(14_400);
    assertThat(server.as(accessToken).post("/folders", Map.of("displayName", "x")).status())
        .isEqualTo(200);
    JsonNode info = postJson("/oauth2/token-info", Map.of("token", accessToken)).json();
    assertThat(info.path("active").booleanValue()).isTrue();
    assertThat(info.path("subjectType").stringValue()).isEqualTo("APP");
    assertThat(info.path("siteId").stringValue()).isEqualTo("site-a");
    JsonNode dead = postJson("/oauth2/token-info", Map.of("token", "x.y.z")).json();
    assertThat(dead.path("active").booleanValue()).isFalse();
  }

  @Test
  void aVisitorRenewsATokenAndStaysAVisitor() {
    JsonNode first = token(Map.of("grantType", "anonymous", "clientId", app.id()));
    JsonNode second =
        token(
            Map.of(
                "grantType", "refresh_token",
                "refreshToken", first.path("refresh_token").stringValue(),
                "clientId", app.id()));

    Answer refused = server.as(second.path("access_token").stringValue()).get("/files");
    assertThat(refused.status()).isEqualTo(403);
  }

  @Test
  void aKeyStopsWorkingSoonAfterItIsRevoked() {
    NewKey shortLived;
    try (Installation installation =
        Installation.open(TestServer.config(server.data()).storage())) {
      shortLived = key(installation, "site-a", "owner", "manage", Optional.empty());
      TestClient holder = server.as(shortLived.shown());
      assertThat(holder.get("/files").status()).isEqualTo(200);
      installation.revokeKey(shortLived.id());
      await()
          .atMost(Duration.ofSeconds(4))
          .untilAsserted(() -> assertThat(holder.get("/files").status()).isEqualTo(401));
    }
  }

  private static JsonNode token(Map<String, ?> body) {
    Answer answer = postJson("/oauth2/token", body);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return answer.json();
  }

  private static Answer postJson(String path, Map<String, ?> body) {
    return server.send(
        server
            .plain(server.address() + path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
  }

  private static Answer onSite(String key, String site) {
    return server.send(server.as(key).request(PREFIX + "/files").header("wix-site-id", site).GET());
  }

  private static void assertUnauthenticated(Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(401);
    assertThat(answer.errorCode()).isEqualTo("UNAUTHENTICATED");
    assertThat(answer.header("WWW-Authenticate")).contains("Bearer");
  }

  private static void assertNotFound(Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(404);
    assertThat(answer.errorCode()).isEqualTo("RESOURCE_NOT_FOUND");
  }
}
