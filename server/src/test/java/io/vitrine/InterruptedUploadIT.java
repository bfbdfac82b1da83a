package io.vitrine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vitrine.TestClient.Answer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Uploads that are refused before their bytes come, or end too early (contract: uploads.md section
 * 1.1).
 */
class InterruptedUploadIT {
  private static final String PNG = "image/png";
  private static TestServer server;
  private long blobsBefore;
  private JsonNode filesBefore;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    server.upload("there-before.png", PNG, Samples.png(9, 9));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void look() {
    blobsBefore = server.storedBlobs();
    filesBefore = files();
  }

  @AfterEach
  void nothingRemains() {
    await().untilAsserted(() -> assertThat(server.storedBlobs()).isEqualTo(blobsBefore));
    assertThat(files()).isEqualTo(filesBefore);
  }

  @Test
  void asLongAsOneUploadRunsAnotherToTheSameUrlIsLockedOut() throws Exception {
    byte[] bytes = Samples.png(50, 50, 3);
    String url = server.uploadUrl(Map.of("mimeType", PNG));
    try (RawConnection slow = halfSent(url, bytes)) {
      assertRefused(put(url, bytes), 423, "UPLOAD_LOCKED");

      slow.send(bytes, bytes.length / 2, bytes.length - bytes.length / 2);
      RawConnection.Answer answer = slow.read();

      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }
    assertRefused(put(url, bytes), 409, "UPLOAD_ALREADY_COMPLETED");
    deleteNamed("cut.png");
  }

  @Test
  void anUploadThatIsCutHalfWayLeavesNothingAndItsUrlWorksAgain() throws Exception {
    byte[] bytes = Samples.png(50, 50, 4);
    String url = server.uploadUrl(Map.of("mimeType", PNG));
    try (RawConnection connection = halfSent(url, bytes)) {
      connection.reset();
    }

    await().untilAsserted(() -> assertThat(server.storedBlobs()).isEqualTo(blobsBefore));
    assertThat(files()).isEqualTo(filesBefore);
    Answer again = await().until(() -> put(url, bytes), answer -> answer.status() != 423);
    assertThat(again.status()).as(again.toString()).isEqualTo(200);
    assertThat(server.fetch(again.json().path("file").path("url").stringValue()).body())
        .isEqualTo(bytes);
    deleteForGood(again.json().path("file"));
  }

  @Test
  void aBodyThatEndsBeforeItsToldLength() throws Exception {
    byte[] bytes = Samples.png(50, 50, 5);
    String url = server.uploadUrl(Map.of("mimeType", PNG));
    try (RawConnection connection = halfSent(url, bytes)) {
      connection.endOutput();

      RawConnection.Answer answer = connection.read();

      assertThat(answer.status()).as(answer.body()).isEqualTo(400);
      assertThat(answer.body()).contains("SIZE_MISMATCH");
    }
  }

  @Test
  void aBodyOverTheLimitOfItsTypeIsRefusedBeforeItIsSent() throws Exception {
    String path = path(server.uploadUrl(Map.of("mimeType", PNG)));
    try (RawConnection connection = new RawConnection(server.address())) {
      connection.head(
          "PUT " + path,
          "Content-Type: image/png",
          "Content-Length: 90000000",
          "Expect: 100-continue");

      RawConnection.Answer answer = connection.read();

      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.body()).contains("FILE_SIZE_OVER_LIMIT");
    }
  }

  @Test
  void aBodyOverTheLimitIsNotReadToItsEnd() throws Exception {
    String path = path(server.uploadUrl(Map.of("mimeType", PNG)));
    try (RawConnection connection = new RawConnection(server.address())) {
      connection.head("PUT " + path, "Content-Type: image/png", "Content-Length: 90000000");

      RawConnection.Answer answer = connection.read();

      assertThat(answer.status()).isEqualTo(413);
      assertThat(connection.isClosedByServer()).isTrue();
    }
  }

  @Test
  void aForgedUrlIsRefusedBeforeTheBodyIsSent() throws Exception {
    try (RawConnection connection = new RawConnection(server.address())) {
      connection.head(
          "PUT /upload/forged",
          "Content-Type: image/png",
          "Content-Length: 1000",
          "Expect: 100-continue");

      RawConnection.Answer answer = connection.read();

      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.body()).contains("UPLOAD_TOKEN_INVALID");
    }
  }

  private static RawConnection halfSent(String url, byte[] bytes) throws IOException {
    RawConnection connection = new RawConnection(server.address());
    connection.head(
        "PUT " + path(url) + "?filename=cut.png",
        "Content-Type: image/png",
        "Content-Length: " + bytes.length,
        "Expect: 100-continue");
    assertThat(connection.readHead().status()).isEqualTo(100);
    connection.send(bytes, 0, bytes.length / 2);
    return connection;
  }

  private static String path(String url) {
    return url.substring(server.address().length());
  }

  private static Answer put(String url, byte[] bytes) {
    return server.put(url, "a.png", PNG, BodyPublishers.ofByteArray(bytes));
  }

  private static void assertRefused(Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.errorCode()).isEqualTo(code);
    assertThat(answer.header("Content-Type").orElseThrow()).startsWith("application/json");
    assertThat(answer.header("Cache-Control")).contains("no-store");
    assertThat(answer.header("X-Wix-Request-Id").orElseThrow()).isNotBlank();
  }

  private static JsonNode files() {
    return server.ask("/files/query", Map.of()).path("files");
  }

  private static void deleteNamed(String name) {
    JsonNode found = server.ask("/files/search", Map.of("search", name)).path("files");
    assertThat(found).hasSize(1);
    deleteForGood(found.path(0));
  }

  private static void deleteForGood(JsonNode file) {
    server.ask(
        "/bulk/files/delete",
        Map.of("fileIds", new String[] {file.path("id").stringValue()}, "permanent", true));
  }
}
