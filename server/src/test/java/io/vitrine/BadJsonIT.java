package io.vitrine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.TestClient.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that cannot be read at all (contract: errors.md sections 1 and 2). */
class BadJsonIT {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{\"fileIds\": [}",
        "{'a':1}",
        "{\"a\":1,}",
        "{\"a\":NaN}",
        "{\"a\":1} x",
        "nonsense",
        "{\"a\":\"\\ud800",
        "{\"a\":01}",
        "\u0001"
      })
  void jsonThatCannotBeReadIsToldWithItsPlace(String body) {
    Answer answer = server.post("/files/search", body);

    assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
    assertThat(answer.errorCode()).isEqualTo("INVALID_ARGUMENT");
    assertThat(answer.json().path("message").stringValue())
        .containsPattern("line \\d+")
        .containsPattern("column \\d+")
        .doesNotContain("jackson", "Source:", "tools.");
  }

  @Test
  void theSecondLineIsCalledTheSecondLine() {
    Answer answer = server.post("/files/search", "{\n  \"search\": oops }");

    assertThat(answer.json().path("message").stringValue()).contains("line 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "\"text\"", "7", "null", "true"})
  void jsonThatIsNoObjectIsRefused(String body) {
    Answer answer = server.post("/files/search", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.errorCode()).isEqualTo("INVALID_ARGUMENT");
  }

  @Test
  void doubledKeysAndDeepNestingAreRefused() {
    Answer doubled = server.post("/files/search", "{\"search\":\"a\",\"search\":\"b\"}");
    Answer deep = server.post("/files/search", "{\"x\":" + "[".repeat(101) + "]".repeat(101) + "}");
    Answer notTooDeep =
        server.post("/files/search", "{\"x\":" + "[".repeat(90) + "]".repeat(90) + "}");

    assertThat(doubled.status()).isEqualTo(400);
    assertThat(doubled.errorCode()).isEqualTo("INVALID_ARGUMENT");
    assertThat(deep.status()).isEqualTo(400);
    assertThat(deep.errorCode()).isEqualTo("INVALID_ARGUMENT");
    assertThat(notTooDeep.status()).isEqualTo(200);
  }

  @Test
  void onlyJsonIsTakenAndNotTooMuchOfIt() {
    Answer form = postAs("application/x-www-form-urlencoded", "search=a");
    Answer withCharset = postAs("Application/JSON; charset=UTF-8", "{}");
    Answer without =
        server.send(
            server.request("/site-media/v1/files/search").POST(BodyPublishers.ofString("{}")));
    Answer large = server.post("/files/search", "{\"x\":\"" + "y".repeat(1 << 20) + "\"}");

    assertThat(form.status()).isEqualTo(415);
    assertThat(form.errorCode()).isEqualTo("INVALID_CONTENT_TYPE");
    assertThat(withCharset.status()).isEqualTo(200);
    assertThat(without.status()).isEqualTo(200);
    assertThat(large.status()).isEqualTo(413);
    assertThat(large.errorCode()).isEqualTo("REQUEST_TOO_LARGE");
  }

  @Test
  void pathsAndMethodsThatAreNotOffered() {
    Answer path = server.get("/nothing/here");
    Answer method = server.call("DELETE", "/files/search", "{}");

    assertThat(path.status()).isEqualTo(404);
    assertThat(path.errorCode()).isEqualTo("NOT_FOUND");
    assertThat(method.status()).isEqualTo(405);
    assertThat(method.errorCode()).isEqualTo("METHOD_NOT_ALLOWED");
    assertThat(method.header("Allow").orElseThrow()).contains("POST");
  }

  @Test
  void requestsWithTooLongLinesOrHeaders() throws Exception {
    try (RawConnection connection = new RawConnection(server.address())) {
      connection.head("GET /site-media/v1/files?x=" + "y".repeat(20_000));
      assertThat(connection.read().status()).isEqualTo(414);
    }
    try (RawConnection connection = new RawConnection(server.address())) {
      connection.head("GET /site-media/v1/files", "X-Long: " + "y".repeat(40_000));
      assertThat(connection.read().status()).isEqualTo(431);
    }
  }

  private static Answer postAs(String contentType, String body) {
    return server.send(
        server
            .request("/site-media/v1/files/search")
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofString(body)));
  }
}
