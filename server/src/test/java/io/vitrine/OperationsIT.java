package io.vitrine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vitrine.TestClient.Answer;
import io.vitrine.VitrineProcess.Result;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Running the packaged program (contract: operator.md). */
class OperationsIT {
  private static final String KEY = "key-of-the-operator";

  @TempDir private static Path data;

  private static VitrineProcess server;
  private static TestClient client;

  @BeforeAll
  static void start() {
    server = VitrineProcess.serve(data, "256m", "--admin-key", KEY);
    client = server.client(KEY);
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  @Test
  void healthNamesTheParts() {
    Answer answer = client.fetch(client.address() + "/health");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("status").stringValue()).isEqualTo("UP");
    assertThat(answer.json().path("parts").propertyNames()).containsExactly("database", "blobs");
  }

  @Test
  void metricsCountRequestsBytesAndTheWorkOfCatalogAndBlobStore() {
    JsonNode file = client.upload("m.pdf", "application/pdf", Samples.pdf(10_000));
    client.fetch(file.path("url").stringValue());

    Answer answer = client.fetch(client.address() + "/metrics");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type").orElseThrow()).startsWith("text/plain");
    assertThat(answer.text())
        .contains("http_server_requests_seconds_bucket")
        .containsPattern("http_server_requests_seconds_count\\{[^}]*route=\"/upload/\\{token}\"")
        .containsPattern("(?m)^vitrine_catalog_\\w+")
        .containsPattern("(?m)^vitrine_blob_\\w+")
        .doesNotContain(file.path("id").stringValue());
    assertThat(series(answer, "http_server_received_bytes_total{route=\"/upload/{token}\"}"))
        .isGreaterThanOrEqualTo(10_000);
    assertThat(series(answer, "http_server_sent_bytes_total{route=\"/ugd/{id}\"}"))
        .isGreaterThanOrEqualTo(10_000);
    assertThat(series(answer, "vitrine_blob_written_bytes_total")).isGreaterThanOrEqualTo(10_000);
  }

  private static double series(Answer metrics, String name) {
    return metrics
        .text()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theLogHasALineForEachRequestWithItsIdAndWithoutSecrets() {
    String uploadUrl = client.uploadUrl(Map.of("mimeType", "text/plain"));
    String uploadToken = uploadUrl.substring(uploadUrl.lastIndexOf('/') + 1);
    Answer uploaded =
        client.put(uploadUrl, "log.txt", "text/plain", BodyPublishers.ofString("log\n"));
    String fileId = uploaded.json().at("/file/id").stringValue();
    String downloadUrl =
        client
            .ask("/files/generate-file-download-url", Map.of("fileId", fileId))
            .at("/downloadUrls/0/url")
            .stringValue();
    String downloadToken = downloadUrl.substring(downloadUrl.indexOf('=') + 1);
    Answer downloaded =
        client.send(client.plain(downloadUrl).header("X-Request-ID", "caller-7 \"forged\"").GET());

    for (Answer answer : List.of(uploaded, downloaded)) {
      String id = answer.header("X-Wix-Request-Id").orElseThrow();
      assertThat(id).hasSizeLessThanOrEqualTo(64);
      String line =
          await()
              .until(
                  () -> server.errors().lines().filter(text -> text.contains(id)).findFirst(),
                  java.util.Optional::isPresent)
              .orElseThrow();
      assertThat(line).contains("status=\"200\"");
    }
    assertThat(server.errors())
        .contains("caller-7")
        .doesNotContain("caller-7 \"forged\"")
        .doesNotContain(uploadToken)
        .doesNotContain(downloadToken)
        .doesNotContain(KEY);
  }

  @Test
  void keysAreMadeListedAndTakenBackWhileTheServerRuns() {
    Result created =
        VitrineProcess.run(
            "key",
            "create",
            "--data",
            data.toString(),
            "--site",
            "shop",
            "--name",
            "till",
            "--scopes",
            "read");
    Matcher key = Pattern.compile("vk_([0-9A-Za-z-]+)_[0-9A-Za-z_-]+").matcher(created.output());
    assertThat(key.find()).as(created.output() + created.errors()).isTrue();
    TestClient till = client.as(key.group());

    assertThat(created.exitStatus()).isZero();
    assertThat(till.get("/files").status()).isEqualTo(200);
    assertThat(till.post("/folders", Map.of("displayName", "x")).status()).isEqualTo(403);
    Result listed = VitrineProcess.run("key", "list", "--data", data.toString());
    assertThat(listed.output()).contains(key.group(1), "till", "shop").doesNotContain(key.group());

    Result revoked = VitrineProcess.run("key", "revoke", "--data", data.toString(), key.group(1));

    assertThat(revoked.exitStatus()).isZero();
    await()
        .atMost(Duration.ofSeconds(4))
        .untilAsserted(() -> assertThat(till.get("/files").status()).isEqualTo(401));
    assertThat(
            VitrineProcess.run("key", "revoke", "--data", data.toString(), "nobody").exitStatus())
        .isEqualTo(2);
  }

  @Test
  void aCheckWhileTheServerRunsFindsNothingWrong() {
    client.upload("c.pdf", "application/pdf", Samples.pdf(5_000));

    Result result = VitrineProcess.run("check", "--data", data.toString());

    assertThat(result.exitStatus()).as(result.output() + result.errors()).isZero();
    assertThat(result.output()).contains(" 0 missing, 0 damaged; 0 orphans");
  }

  @Test
  void askedToStopTheServerFinishesWhatRunsAndTakesNothingNew(@TempDir Path own) throws Exception {
    byte[] bytes = Samples.pdf(100_000);
    try (VitrineProcess stopping = VitrineProcess.serve(own, "128m", "--admin-key", KEY);
        TestClient admin = stopping.client(KEY)) {
      String url = admin.uploadUrl(Map.of("mimeType", "application/pdf"));
      try (RawConnection upload = new RawConnection(admin.address())) {
        upload.head(
            "PUT " + url.substring(admin.address().length()),
            "Content-Type: application/pdf",
            "Content-Length: " + bytes.length,
            "Expect: 100-continue");
        assertThat(upload.readHead().status()).isEqualTo(100);
        upload.send(bytes, 0, 50_000);

        stopping.terminate();
        await().until(() -> takesNothingNew(admin.address()));
        upload.send(bytes, 50_000, 50_000);

        RawConnection.Answer answer = upload.read();
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains(Samples.sha256(bytes));
      }
      assertThat(stopping.exitStatus()).isZero();
    }
    try (VitrineProcess next = VitrineProcess.serve(own, "128m", "--admin-key", KEY);
        TestClient admin = next.client(KEY)) {
      assertThat(admin.ask("/files").at("/files/0/hash").stringValue())
          .isEqualTo(Samples.sha256(bytes));
    }
  }

  private static boolean takesNothingNew(String address) {
    try (RawConnection connection = new RawConnection(address)) {
      connection.head("GET /site-media/v1/files", "Authorization: " + KEY);
      return connection.read().status() == 503;
    } catch (IOException refused) {
      return true;
    }
  }
}
