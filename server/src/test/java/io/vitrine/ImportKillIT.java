package io.vitrine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Imports outlive a server that is killed at its work (issue: must show 5; design decision 8). */
class ImportKillIT {
  private static final String KEY = "key-of-the-import-kill-test";
  private static final int IMPORTS = 1_000;
  private static final int KILLS = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir private Path data;

  /** The expected SHA-256 of every file, by its ID. */
  private final Map<String, String> hashes = new HashMap<>();

  @Test
  void aThousandImportsArriveOnceEachAlthoughTheServerIsKilledThreeTimes() {
    try (SourceServer source = SourceServer.start()) {
      for (int i = 0; i < IMPORTS; i++) {
        byte[] bytes = bytes(i);
        source.on("/" + i + ".pdf", (_, to) -> to.ok(bytes));
      }
      try (VitrineProcess server = serve();
          TestClient client = server.client(KEY)) {
        accept(client, source);
        int before = source.requests().size();
        await().atMost(PATIENCE).until(() -> source.requests().size() >= before + 50);
        server.kill();
      }
      for (int kill = 1; kill < KILLS; kill++) {
        try (VitrineProcess server = serve()) {
          int before = source.requests().size();
          await().atMost(PATIENCE).until(() -> source.requests().size() >= before + 100);
          server.kill();
        }
      }
      int asked = source.requests().size();
      assertThat(asked).as("some are left for the last server").isLessThan(IMPORTS);
      try (VitrineProcess server = serve();
          TestClient client = server.client(KEY)) {
        await()
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(500))
            .until(() -> pending(client) == 0);
        assertEachArrivedOnce(client);
        // Only what a killed server was doing is fetched again.
        assertThat(source.requests()).hasSizeBetween(IMPORTS, IMPORTS + KILLS * 4);
        server.terminate();
        assertThat(server.exitStatus()).isZero();
      }
      VitrineProcess.Result check =
          VitrineProcess.run("check", "--data", data.toString(), "--repair", "--min-age", "0s");
      assertThat(check.exitStatus()).as(check.output()).isZero();
      assertThat(TestServer.storedBlobs(data)).isEqualTo(IMPORTS);
    }
  }

  private void accept(TestClient client, SourceServer source) {
    for (int from = 0; from < IMPORTS; from += 100) {
      List<Map<String, Object>> requests = new ArrayList<>();
      for (int i = from; i < from + 100; i++) {
        requests.add(Map.of("url", source.url("/" + i + ".pdf")));
      }
      JsonNode results =
          client
              .ask("/bulk/files/import-v2", Map.of("importFileRequests", requests))
              .path("results");
      for (int i = 0; i < 100; i++) {
        String id = results.get(i).at("/itemMetadata/id").stringValue();
        hashes.put(id, Samples.sha256(bytes(from + i)));
      }
    }
    assertThat(hashes).hasSize(IMPORTS);
  }

  private static long pending(TestClient client) {
    return all(client).stream()
        .filter(file -> file.path("operationStatus").stringValue().equals("PENDING"))
        .count();
  }

  private void assertEachArrivedOnce(TestClient client) {
    Map<String, String> found = new HashMap<>();
    for (JsonNode file : all(client)) {
      assertThat(file.path("operationStatus").stringValue()).isEqualTo("READY");
      found.put(file.path("id").stringValue(), file.path("hash").stringValue());
    }
    assertThat(found).isEqualTo(hashes);
  }

  private static List<JsonNode> all(TestClient client) {
    List<JsonNode> files = new ArrayList<>();
    JsonNode page = client.ask("/files?paging.limit=100");
    page.path("files").forEach(files::add);
    while (page.at("/nextCursor/hasNext").booleanValue()) {
      page =
          client.ask(
              "/files?paging.cursor="
                  + TestClient.encode(page.at("/nextCursor/cursors/next").stringValue()));
      page.path("files").forEach(files::add);
    }
    return files;
  }

  private VitrineProcess serve() {
    return VitrineProcess.serve(data, "256m", "--admin-key", KEY, "--import-allow", "127.0.0.1/32");
  }

  private static byte[] bytes(int number) {
    byte[] bytes = Samples.pdf(20_000);
    byte[] mark = Samples.text("import " + number);
    System.arraycopy(mark, 0, bytes, bytes.length - mark.length, mark.length);
    return bytes;
  }
}
