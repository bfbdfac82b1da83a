package io.vitrine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.FileFailure;
import io.vitrine.catalog.sqlite.SqliteCatalog;
import io.vitrine.fetch.Connector;
import io.vitrine.fetch.FetchLimits;
import io.vitrine.fetch.TrustedTls;
import io.vitrine.library.ImportLimits;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A server that may import from 127.0.0.1 and from nowhere else, with the time limits of tests, and
 * a source. Two more listeners stand where nobody may go; whatever a test does, they must not see a
 * connection.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class ImportFixture {
  static final int MAX_SIZE = 2_000_000;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** What each name resolves to, one answer after another; the last one stays. */
  final Map<String, ConcurrentLinkedDeque<InetAddress>> names = new ConcurrentHashMap<>();

  TestServer server;
  SourceServer source;
  SourceServer forbidden;
  SourceServer forbiddenV6;
  private Catalog catalog;

  @BeforeAll
  void startServer(@TempDir Path data) {
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
            MAX_SIZE,
            quota(),
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
            this::resolve,
            Connector.direct(),
            TrustedTls.factory(),
            new FetchLimits(
                Duration.ofSeconds(2), Duration.ofMillis(800), Duration.ofMillis(800), 5),
            importLimits(),
            InstantSource.system());
    server = TestServer.start(config, outside);
    catalog = SqliteCatalog.open(data.resolve("vitrine.db"), new SimpleMeterRegistry());
    forbidden = SourceServer.at("127.0.0.2");
    forbiddenV6 = SourceServer.at("::1");
  }

  OptionalLong quota() {
    return OptionalLong.empty();
  }

  ImportLimits importLimits() {
    return new ImportLimits(
        Duration.ofSeconds(20),
        Duration.ofMinutes(5),
        1,
        List.of(Duration.ofMillis(20), Duration.ofMillis(40), Duration.ofMillis(60)),
        Duration.ofSeconds(2));
  }

  @AfterAll
  void stopServer() {
    forbidden.close();
    forbiddenV6.close();
    catalog.close();
    server.close();
  }

  @BeforeEach
  void startSource() {
    source = SourceServer.start();
  }

  @AfterEach
  void nobodyWentWhereNobodyMay() {
    source.close();
    assertThat(forbidden.requests()).isEmpty();
    assertThat(forbiddenV6.requests()).isEmpty();
  }

  /** Imports a path of the source and waits for the end. */
  JsonNode imported(String path, Map<String, ?> options) {
    return ended(accepted(source.url(path), options));
  }

  JsonNode imported(String path) {
    return imported(path, Map.of());
  }

  /** The descriptor that an import is answered with. */
  JsonNode accepted(String url, Map<String, ?> options) {
    Map<String, Object> body = new HashMap<>(options);
    body.put("url", url);
    JsonNode file = server.ask("/files/import", body).path("file");
    assertThat(file.path("operationStatus").stringValue()).isEqualTo("PENDING");
    return file;
  }

  /** Waits until a file is ready or failed. */
  JsonNode ended(JsonNode file) {
    return await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> get(file), now -> !now.path("operationStatus").stringValue().equals("PENDING"));
  }

  JsonNode get(JsonNode file) {
    return server
        .ask("/files/get-file-by-id?fileId=" + TestClient.encode(file.path("id").stringValue()))
        .path("file");
  }

  /** The file is ready and has these bytes. */
  void assertHas(JsonNode file, byte[] bytes) {
    assertThat(failure(file)).isEmpty();
    assertThat(file.path("operationStatus").stringValue()).isEqualTo("READY");
    assertThat(file.path("hash").stringValue()).isEqualTo(Samples.sha256(bytes));
    assertThat(file.path("sizeInBytes").stringValue()).isEqualTo("" + bytes.length);
    assertThat(server.fetch(file.path("url").stringValue()).body()).isEqualTo(bytes);
  }

  /** The file has failed with this code. */
  FileFailure assertFailed(JsonNode file, String code) {
    assertThat(file.path("operationStatus").stringValue()).isEqualTo("FAILED");
    assertThat(file.has("media")).isFalse();
    FileFailure failure = failure(file).orElseThrow();
    assertThat(failure.code()).as(failure.description()).isEqualTo(code);
    assertThat(failure.description()).doesNotContain("127.0.0").doesNotContain("::1");
    assertThat(server.fetch(file.path("url").stringValue()).status()).isEqualTo(404);
    return failure;
  }

  Optional<FileFailure> failure(JsonNode file) {
    return catalog
        .files()
        .failure(file.path("siteId").stringValue(), file.path("id").stringValue());
  }

  /** The row of the import, as long as it is not done. */
  Optional<io.vitrine.catalog.Job> job(JsonNode file) {
    return catalog.jobs().find("import", file.path("id").stringValue());
  }

  void name(String name, String... addresses) throws UnknownHostException {
    ConcurrentLinkedDeque<InetAddress> answers = new ConcurrentLinkedDeque<>();
    for (String address : addresses) {
      answers.add(InetAddress.getByName(address));
    }
    names.put(name, answers);
  }

  private List<InetAddress> resolve(String name) throws UnknownHostException {
    ConcurrentLinkedDeque<InetAddress> answers = names.get(name);
    if (answers == null) {
      throw new UnknownHostException(name);
    }
    return List.of(answers.size() > 1 ? answers.removeFirst() : answers.getFirst());
  }
}
