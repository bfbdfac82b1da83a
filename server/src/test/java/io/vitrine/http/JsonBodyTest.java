package io.vitrine.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    Routes routes = new Routes();
    routes
        .add("POST", "/echo", request -> Response.json(JsonBody.read(request)))
        .guardedBy(Guard.URL_IS_THE_AUTHORITY);
    server = new TestServer(routes);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpResponse<String> post(String body, String contentType) throws Exception {
    return server.send(
        server
            .request("/echo")
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofString(body)));
  }

  private static HttpResponse<String> post(String body) throws Exception {
    return post(body, "application/json; charset=utf-8");
  }

  @Test
  void anObjectIsRead() throws Exception {
    assertThat(post("{\"a\":[1,\"é\",null]}").body()).isEqualTo("{\"a\":[1,\"é\",null]}");
  }

  @Test
  void anEmptyBodyIsAnEmptyObject() throws Exception {
    assertThat(server.send(server.request("/echo").POST(BodyPublishers.noBody())).body())
        .isEqualTo("{}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[]", "1", "null", "\"a\"", "{", "{\"a\":1} x", "{\"a\":1,\"a\":2}", "nul"})
  void whatIsNoObjectIsRefusedWithItsPlace(String body) throws Exception {
    HttpResponse<String> answer = post(body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("INVALID_ARGUMENT").contains("line 1, column");
  }

  @Test
  void theMessageTellsLineAndColumn() throws Exception {
    assertThat(post("{\n  \"a\": ?\n}").body()).contains("at line 2, column 8");
  }

  @Test
  void nestingIsBounded() throws Exception {
    assertThat(post("{\"a\":" + "[".repeat(99) + "]".repeat(99) + "}").statusCode()).isEqualTo(200);
    assertThat(post("{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}").statusCode())
        .isEqualTo(400);
    assertThat(post("{\"a\":" + "[".repeat(500_000)).statusCode()).isEqualTo(400);
  }

  @Test
  void numbersAreBounded() throws Exception {
    assertThat(post("{\"a\":" + "9".repeat(101) + "}").statusCode()).isEqualTo(400);
    assertThat(post("{\"a\":9007199254740993}").body()).isEqualTo("{\"a\":9007199254740993}");
  }

  @Test
  void aBodyBeyondOneMebibyteIsRefused() throws Exception {
    String limit = "{\"a\":\"" + "x".repeat((1 << 20) - 8) + "\"}";
    assertThat(post(limit).statusCode()).isEqualTo(200);
    HttpResponse<String> answer = post(limit + " ");
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("REQUEST_TOO_LARGE");
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain, 415",
    "application/octet-stream, 415",
    "application/merge-patch+json, 200",
    "APPLICATION/JSON, 200",
    "application/jsonx, 415"
  })
  void onlyJsonIsRead(String contentType, int status) throws Exception {
    HttpResponse<String> answer = post("{}", contentType);
    assertThat(answer.statusCode()).isEqualTo(status);
  }
}
