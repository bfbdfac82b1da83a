package io.vitrine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vitrine.TestClient.Answer;
import io.vitrine.fetch.Connector;
import io.vitrine.fetch.FetchLimits;
import io.vitrine.fetch.TrustedTls;
import io.vitrine.library.ImportLimits;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Events on their way to subscribers that answer in every way, by a clock that the test moves
 * (issue: must show 5; contract: events.md sections 3 and 4).
 */
@TestInstance(Lifecycle.PER_CLASS)
class WebhooksIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String FILE = "wix.media.site_media.v1.file_descriptor";
  private static final String FOLDER_CREATED = "wix.media.site_media.v1.folder_created";
  private static final String FOLDER_UPDATED = "wix.media.site_media.v1.folder_updated";

  private final AtomicReference<Duration> passed = new AtomicReference<>(Duration.ZERO);
  private Path data;
  private TestServer server;
  private HookServer hook;
  private SourceServer forbidden;

  @BeforeAll
  void startServer(@TempDir Path folder) {
    data = folder;
    forbidden = SourceServer.at("127.0.0.2");
    server = start();
  }

  @AfterAll
  void stopServer() {
    server.close();
    forbidden.close();
  }

  @BeforeEach
  void startHook() {
    hook = HookServer.start();
  }

  @AfterEach
  void endSubscriptions() {
    subscriptions().forEach(id -> server.ask("DELETE", "/webhooks/" + id, Map.of()));
    hook.close();
    assertThat(forbidden.requests()).isEmpty();
  }

  private TestServer start() {
    Config base = TestServer.config(data);
    Config config =
        new Config(
            base.host(),
            0,
            base.storage(),
            base.tls(),
            base.publicUrl(),
            base.secret(),
            base.adminKey(),
            base.maxUploadSize(),
            base.quota(),
            base.uploadExpiry(),
            base.resumableExpiry(),
            base.openUploads(),
            base.trashRetention(),
            base.cacheSize(),
            Config.ImportAllow.parse("127.0.0.1/32"),
            base.workers(),
            base.tools());
    Outside outside =
        new Outside(
            WebhooksIT::resolve,
            Connector.direct(),
            TrustedTls.factory(),
            FetchLimits.CONTRACT,
            ImportLimits.CONTRACT,
            () -> Instant.now().plus(passed.get()));
    return TestServer.start(config, outside);
  }

  private static List<InetAddress> resolve(String name) throws UnknownHostException {
    return switch (name) {
      case "inside.test" -> List.of(InetAddress.getByName("127.0.0.2"));
      case "public.test" -> List.of(InetAddress.getByName("93.184.215.14"));
      default -> throw new UnknownHostException(name);
    };
  }

  @Test
  void anEventComesOnceAndSignedAsTheClientReadsIt() throws Exception {
    JsonNode subscription =
        server
            .ask(
                "/webhooks",
                Map.of(
                    "url",
                    hook.url("/a?b=c"),
                    "eventTypes",
                    List.of(FILE + "_file_ready"),
                    "appId",
                    "app-1"))
            .path("subscription");
    JsonNode file = server.upload("ü.png", "image/png", Samples.png(7, 5));
    folder("not wanted");

    HookServer.Received delivery = received(1).getFirst();

    assertThat(delivery.entity()).isEqualTo(file.path("id").stringValue());
    assertThat(delivery.event().at("/actionEvent/body/file")).isEqualTo(file);
    assertThat(delivery.envelope().path("eventType").stringValue()).isEqualTo(FILE + "_file_ready");
    assertThat(delivery.envelope().path("instanceId")).isEqualTo(file.path("siteId"));
    assertThat(delivery.attempt()).isEqualTo(1);
    assertThat(delivery.contentType()).isEqualTo("text/plain; charset=utf-8");
    JsonNode keys = server.ask("/webhooks/signing-keys");
    assertThat(isSigned(delivery.jwt(), keys.at("/keys/0/publicKey").stringValue())).isTrue();
    JsonNode listed = listed(id(subscription), "DELIVERED", 1).getFirst();
    assertThat(listed.path("eventId").stringValue()).isEqualTo(delivery.id());
    assertThat(listed.path("lastStatus").intValue()).isEqualTo(200);
    assertThat(listed.path("attempts").intValue()).isEqualTo(1);
    assertThat(hook.received()).hasSize(1);
  }

  @Test
  void aSubscriberThatFailsAndHangsGetsTheSameEventAgainByTheSchedule() throws Exception {
    CountDownLatch hanging = new CountDownLatch(1);
    String id = subscribe(FOLDER_CREATED);
    hook.on(500);
    folder("f");
    received(1);
    assertThat(listed(id, "WAITING", 1).getFirst().path("lastStatus").intValue()).isEqualTo(500);

    hook.on(
        (_, to) -> {
          hanging.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
          HookServer.answer(to, 200);
        });
    pass(Duration.ofMinutes(1));
    received(2);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(deliveries(id, "WAITING").getFirst().path("attempts").intValue())
                    .isEqualTo(2));
    JsonNode waiting = deliveries(id, "WAITING").getFirst();
    assertThat(waiting.has("lastStatus")).isFalse();
    assertThat(waiting.path("lastError").stringValue()).contains("1250 ms");
    hanging.countDown();

    hook.on(204);
    pass(Duration.ofMinutes(10));
    List<HookServer.Received> all = received(3);

    assertThat(all).extracting(HookServer.Received::id).containsOnly(all.getFirst().id());
    assertThat(all).extracting(HookServer.Received::attempt).containsExactly(1, 2, 3);
    assertThat(all).extracting(HookServer.Received::jwt).doesNotHaveDuplicates();
    assertThat(listed(id, "DELIVERED", 1).getFirst().path("lastStatus").intValue()).isEqualTo(204);
  }

  @Test
  void aRepetitionHoldsUpNothingNew() {
    String id = subscribe(FOLDER_CREATED);
    hook.on(
        (delivery, to) ->
            HookServer.answer(
                to,
                delivery.event().at("/createdEvent/entity/displayName").stringValue().equals("bad")
                    ? 500
                    : 200));
    folder("bad");
    received(1);
    folder("good");

    listed(id, "DELIVERED", 1);
    assertThat(deliveries(id, "WAITING")).hasSize(1);
  }

  @Test
  void whoAsksToWaitIsLeftInPeace() {
    String id = subscribe(FOLDER_CREATED);
    hook.on(
        (_, to) -> {
          to.getResponseHeaders().set("Retry-After", "600");
          HookServer.answer(to, 429);
        });
    folder("one");
    received(1);
    listed(id, "WAITING", 1);
    hook.on(200);
    folder("two");
    await().atMost(PATIENCE).until(() -> deliveries(id, "WAITING").size() == 2);

    pass(Duration.ofMinutes(5));
    assertThat(listed(id, "WAITING", 2))
        .extracting(one -> one.path("attempts").intValue())
        .containsExactly(0, 1);
    assertThat(hook.received()).hasSize(1);
    pass(Duration.ofMinutes(6));
    listed(id, "DELIVERED", 2);
  }

  @Test
  void aRedirectIsNotFollowed() {
    String id = subscribe(FOLDER_CREATED);
    hook.on(
        (_, to) -> {
          to.getResponseHeaders().set("Location", forbidden.url("/"));
          HookServer.answer(to, 302);
        });
    folder("f");

    received(1);
    JsonNode waiting = listed(id, "WAITING", 1).getFirst();
    await().atMost(PATIENCE).until(() -> deliveries(id, "WAITING").getFirst().has("lastStatus"));
    assertThat(deliveries(id, "WAITING").getFirst().path("lastStatus").intValue()).isEqualTo(302);
    assertThat(waiting.path("state").stringValue()).isEqualTo("WAITING");
  }

  @Test
  void addressesInsideAreRefusedWhenTheyAreNamedAndWhenTheyTurnUp() {
    for (String url :
        List.of(
            forbidden.url("/"),
            "http://10.0.0.1/",
            "https://169.254.169.254/latest",
            "https://[::1]/",
            "https://2130706434/",
            "ftp://a.test/",
            "https://user@a.test/",
            "nonsense")) {
      Answer answer =
          server.post("/webhooks", Map.of("url", url, "eventTypes", List.of(FOLDER_CREATED)));
      assertThat(answer.status()).as(url).isEqualTo(400);
      assertThat(answer.json().at("/details/validationError/fieldViolations/0/field").stringValue())
          .isEqualTo("url");
    }
    String inside = subscribe("https://inside.test:" + forbidden.port() + "/", FOLDER_CREATED);
    String plain = subscribe("http://public.test/", FOLDER_CREATED);
    folder("f");

    for (String id : List.of(inside, plain)) {
      await().atMost(PATIENCE).until(() -> deliveries(id, "WAITING").getFirst().has("lastError"));
      assertThat(deliveries(id, "WAITING").getFirst().path("lastError").stringValue())
          .isEqualTo("the URL leads to an address that must not be reached");
    }
  }

  @Test
  void everythingThatIsWrongIsToldAtOnceAndKeysThatReadMayNotSubscribe() {
    Answer answer =
        server.post(
            "/webhooks",
            "{\"url\":\"ftp://x\",\"eventTypes\":[\"nonsense\"],\"active\":\"maybe\"}");

    assertThat(answer.json().at("/details/validationError/fieldViolations"))
        .extracting(violation -> violation.path("field").stringValue())
        .containsExactlyInAnyOrder("url", "eventTypes[0]", "active");
    assertThat(server.post("/webhooks", "{}").status()).isEqualTo(400);
    String id = subscribe(FOLDER_CREATED);
    assertThat(server.call("PATCH", "/webhooks/" + id, "{\"eventTypes\":[]}").status())
        .isEqualTo(400);
    assertThat(server.get("/webhooks/unknown").status()).isEqualTo(404);
    assertThat(server.get("/webhooks/unknown/deliveries").status()).isEqualTo(404);
    assertThat(server.post("/webhooks/" + id + "/deliveries/1x/redeliver", "{}").status())
        .isEqualTo(404);
    assertThat(server.post("/webhooks/" + id + "/deliveries/999999/redeliver", "{}").status())
        .isEqualTo(404);
    TestClient reader = server.as(readerKey());
    assertThat(reader.get("/webhooks/" + id).status()).isEqualTo(200);
    assertThat(reader.get("/webhooks").json().path("subscriptions").size()).isEqualTo(1);
    assertThat(
            reader
                .post(
                    "/webhooks",
                    Map.of("url", hook.url("/"), "eventTypes", List.of(FOLDER_CREATED)))
                .status())
        .isEqualTo(403);
    assertThat(reader.call("DELETE", "/webhooks/" + id, "{}").status()).isEqualTo(403);
  }

  @Test
  void whatIsGivenUpAfterTwoDaysCanBeSentAgainByHand() {
    String id = subscribe(FOLDER_CREATED);
    hook.on(503);
    folder("f");
    for (int attempts = 1; attempts <= 12; attempts++) {
      received(attempts);
      int known = attempts;
      await()
          .atMost(PATIENCE)
          .until(() -> deliveries(id, "WAITING").getFirst().path("attempts").intValue() == known);
      pass(Duration.ofHours(12));
    }
    JsonNode failed = listed(id, "FAILED", 1).getFirst();
    assertThat(failed.path("attempts").intValue()).isEqualTo(13);
    assertThat(failed.has("nextAttemptDate")).isFalse();
    assertThat(failed.path("lastError").stringValue()).isEqualTo("the subscriber answered 503");
    hook.on(200);

    server.ask("/webhooks/" + id + "/deliveries/" + id(failed) + "/redeliver", Map.of());

    listed(id, "DELIVERED", 1);
    assertThat(hook.received()).hasSize(14);
    assertThat(hook.received())
        .extracting(HookServer.Received::id)
        .containsOnly(failed.path("eventId").stringValue());
  }

  @Test
  void eventsOfOneThingComeInTheirOrderAndOfManyAtOnce() {
    subscribe(FOLDER_UPDATED);
    hook.on(
        (delivery, to) -> {
          // Later ones are quicker, so that they would come first.
          new CountDownLatch(1).await(300 / (delivery.sequence() % 5 + 1), TimeUnit.MILLISECONDS);
          HookServer.answer(to, 200);
        });
    List<JsonNode> folders = List.of(folder("a"), folder("b"), folder("c"));
    for (int i = 0; i < 8; i++) {
      for (JsonNode folder : folders) {
        rename(folder, "name " + i);
      }
    }

    List<HookServer.Received> all = received(24);

    for (JsonNode folder : folders) {
      assertThat(all)
          .filteredOn(one -> one.entity().equals(id(folder)))
          .extracting(HookServer.Received::sequence)
          .hasSize(8)
          .isSorted();
    }
  }

  @Test
  void aPausedSubscriberGetsLaterWhatHappenedMeanwhile() {
    String id = subscribe(FOLDER_CREATED);
    server.ask("PATCH", "/webhooks/" + id, Map.of("active", false));
    folder("meanwhile");
    assertThat(deliveries(id, "")).isEmpty();

    try (HookServer other = HookServer.start()) {
      JsonNode changed =
          server
              .ask("PATCH", "/webhooks/" + id, Map.of("active", true, "url", other.url("/new")))
              .path("subscription");

      assertThat(changed.path("url").stringValue()).isEqualTo(other.url("/new"));
      await().atMost(PATIENCE).until(() -> other.received().size() == 1);
    }
    assertThat(hook.received()).isEmpty();
  }

  @Test
  void aRestartLosesNothingAndEndsStreams() {
    String id = subscribe(FOLDER_CREATED);
    hook.on(500);
    folder("before");
    String event = received(1).getFirst().id();
    listed(id, "WAITING", 1);
    long stopped;
    try (EventStreamReader stream = EventStreamReader.open(server, "/events/stream", "")) {
      long start = System.nanoTime();
      server.close();
      stopped = System.nanoTime() - start;
      await().atMost(PATIENCE).until(stream::isEnded);
    }
    assertThat(Duration.ofNanos(stopped)).isLessThan(Duration.ofSeconds(15));
    hook.on(200);
    pass(Duration.ofMinutes(1));

    server = start();

    List<HookServer.Received> all = received(2);
    assertThat(all).extracting(HookServer.Received::id).containsOnly(event);
    listed(id, "DELIVERED", 1);
  }

  private String subscribe(String eventType) {
    return subscribe(hook.url("/hook"), eventType);
  }

  private String subscribe(String url, String eventType) {
    return id(
        server
            .ask("/webhooks", Map.of("url", url, "eventTypes", List.of(eventType)))
            .path("subscription"));
  }

  private List<String> subscriptions() {
    return StreamSupport.stream(server.ask("/webhooks").path("subscriptions").spliterator(), false)
        .map(WebhooksIT::id)
        .toList();
  }

  private JsonNode folder(String name) {
    return server.ask("/folders", Map.of("displayName", name)).path("folder");
  }

  private void rename(JsonNode folder, String name) {
    server.ask("PATCH", "/folders/" + id(folder), Map.of("folder", Map.of("displayName", name)));
  }

  private void pass(Duration time) {
    passed.updateAndGet(before -> before.plus(time));
  }

  private List<HookServer.Received> received(int count) {
    await().atMost(PATIENCE).until(() -> hook.received().size() >= count);
    return hook.received();
  }

  /** Waits until so many deliveries are in this state. */
  private List<JsonNode> listed(String id, String state, int count) {
    await().atMost(PATIENCE).until(() -> deliveries(id, state).size() == count);
    return deliveries(id, state);
  }

  private List<JsonNode> deliveries(String id, String state) {
    String query = state.isEmpty() ? "" : "?state=" + state;
    return StreamSupport.stream(
            server.ask("/webhooks/" + id + "/deliveries" + query).path("deliveries").spliterator(),
            false)
        .toList();
  }

  private String readerKey() {
    String site = server.ask("/webhooks").at("/subscriptions/0/siteId").stringValue();
    Config.Storage storage = new Config.Storage(data, Optional.empty(), Optional.empty());
    try (Installation installation = Installation.open(storage)) {
      return installation
          .createKey(site, false, "owner", Set.of("read"), "test", Optional.empty())
          .shown();
    }
  }

  private static boolean isSigned(String jwt, String pem) throws Exception {
    int end = jwt.lastIndexOf('.');
    byte[] key = Base64.getDecoder().decode(pem.replaceAll("-----[A-Z ]+-----|\\s", ""));
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(key)));
    signature.update(jwt.substring(0, end).getBytes(StandardCharsets.US_ASCII));
    return signature.verify(Base64.getUrlDecoder().decode(jwt.substring(end + 1)));
  }

  private static String id(JsonNode thing) {
    return thing.path("id").stringValue();
  }
}
