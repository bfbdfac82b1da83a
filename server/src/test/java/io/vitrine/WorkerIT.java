package io.vitrine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vitrine.catalog.Catalog;
import io.vitrine.catalog.FileDescriptor;
import io.vitrine.catalog.sqlite.SqliteCatalog;
import io.vitrine.library.ProcessingLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Workers in processes of their own, beside a server that processes nothing. */
class WorkerIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String SHORT_LEASE = "1000";
  private static final String LONG_LEASE = "600000";

  @TempDir private Path data;
  private TestServer server;

  @BeforeEach
  void startServer() {
    server =
        TestServer.start(
            TestServer.config(data, 0), ScriptedWorker.plan(false), ProcessingLimits.CONTRACT);
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void whatAKilledWorkerDidIsDoneByAnotherAndTheServerKnowsIt() throws IOException {
    JsonNode file = server.upload("a.png", "image/png", Samples.png(3, 2));
    assertThat(status(file)).isEqualTo("PENDING");
    try (VitrineProcess slow =
        VitrineProcess.start(ScriptedWorker.class, data.toString(), SHORT_LEASE, "slow")) {
      await().atMost(PATIENCE).until(() -> slow.output().contains("begun"));
      slow.kill();
    }
    assertThat(status(now(file))).isEqualTo("PENDING");

    try (VitrineProcess fast =
        VitrineProcess.start(ScriptedWorker.class, data.toString(), SHORT_LEASE, "fast")) {
      await().atMost(PATIENCE).until(() -> status(now(file)).equals("READY"));
      assertThat(fast.output()).contains("Vitrine worker is ready").containsOnlyOnce("begun");
      assertThat(server.fetch(file.path("url").stringValue()).status()).isEqualTo(200);
      assertThat(assets(file)).containsExactly("image.preview");
      assertThat(foldersOfProcesses()).as("those of the server and of this worker").hasSize(2);
      fast.terminate();
      assertThat(fast.exitStatus()).isZero();
    }
  }

  @Test
  void aWorkerThatIsStoppedGivesItsJobsBackAtOnce() {
    JsonNode file = server.upload("a.png", "image/png", Samples.png(3, 2));
    try (VitrineProcess slow =
        VitrineProcess.start(ScriptedWorker.class, data.toString(), LONG_LEASE, "slow")) {
      await().atMost(PATIENCE).until(() -> slow.output().contains("begun"));
      slow.terminate();
      assertThat(slow.exitStatus()).isZero();
    }

    try (VitrineProcess fast =
        VitrineProcess.start(ScriptedWorker.class, data.toString(), LONG_LEASE, "fast")) {
      await().atMost(PATIENCE).until(() -> status(now(file)).equals("READY"));
      fast.terminate();
    }
  }

  @Test
  void workersShareManyFilesAndEachIsProcessedOnce() {
    List<JsonNode> files =
        Stream.iterate(1, width -> width <= 30, width -> width + 1)
            .map(width -> server.upload(width + ".png", "image/png", Samples.png(width, 2)))
            .toList();
    try (VitrineProcess first =
            VitrineProcess.start(ScriptedWorker.class, data.toString(), LONG_LEASE, "fast");
        VitrineProcess second =
            VitrineProcess.start(ScriptedWorker.class, data.toString(), LONG_LEASE, "fast")) {
      await()
          .atMost(PATIENCE)
          .until(() -> files.stream().allMatch(file -> status(now(file)).equals("READY")));
      assertThat((first.output() + second.output()).split("begun", -1)).hasSize(files.size() + 1);
    }
  }

  @Test
  void theProgramHasTheCommandAndWantsAServersFolder(@TempDir Path empty) {
    VitrineProcess.Result refused = VitrineProcess.run("worker", "--data", empty.toString());
    assertThat(refused.exitStatus()).isEqualTo(2);
    assertThat(refused.errors()).contains("start a server on it first");
    VitrineProcess.Result none =
        VitrineProcess.run("worker", "--data", data.toString(), "--workers", "0");
    assertThat(none.exitStatus()).isEqualTo(2);

    try (VitrineProcess worker =
        VitrineProcess.start("128m", List.of("worker", "--data", data.toString()))) {
      await().atMost(PATIENCE).until(() -> worker.output().contains("Vitrine worker is ready\n"));
      worker.terminate();
      assertThat(worker.exitStatus()).isZero();
    }
  }

  private JsonNode now(JsonNode file) {
    return server
        .ask("/files/get-file-by-id?fileId=" + TestClient.encode(file.path("id").stringValue()))
        .path("file");
  }

  private static String status(JsonNode file) {
    return file.path("operationStatus").stringValue();
  }

  private List<String> assets(JsonNode file) {
    try (Catalog catalog =
        SqliteCatalog.open(data.resolve("vitrine.db"), new SimpleMeterRegistry())) {
      FileDescriptor found =
          catalog.files().findInAnySite(file.path("id").stringValue()).orElseThrow();
      return found.media().assets().stream().map(asset -> asset.key()).toList();
    }
  }

  private List<Path> foldersOfProcesses() throws IOException {
    try (Stream<Path> paths = Files.list(data.resolve("work"))) {
      return paths.filter(Files::isDirectory).toList();
    }
  }
}
