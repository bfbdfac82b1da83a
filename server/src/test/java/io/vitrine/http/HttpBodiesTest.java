package io.vitrine.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bodies of requests: those that come, those that stall, and those that nobody reads. */
@Timeout(30)
class HttpBodiesTest {
  private static final Duration IDLE = Duration.ofMillis(400);
  private static TestServer server;

  @BeforeAll
  static void start() {
    Routes routes = new Routes();
    routes
        .add("PUT", "/count", request -> Response.json(Map.of("bytes", count(request))))
        .guardedBy(Guard.URL_IS_THE_AUTHORITY);
    routes
        .add("PUT", "/ignore", request -> Response.json(Map.of("ignored", true)))
        .guardedBy(Guard.URL_IS_THE_AUTHORITY);
    routes
        .add("PUT", "/cancel", HttpBodiesTest::cancelled)
        .alwaysWith(new Header("X-Always", "here"))
        .guardedBy(Guard.URL_IS_THE_AUTHORITY);
    routes
        .add("PUT", "/refuse", request -> Response.empty(200))
        .guardedBy(
            request -> {
              throw new HttpProblem(403, "PERMISSION_DENIED", "no");
            });
    server = new TestServer(routes, IDLE);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static long count(Request request) throws java.io.IOException {
    long[] sum = {0};
    long told = request.body().forEach(bytes -> sum[0] += bytes.remaining());
    assertThat(told).isEqualTo(sum[0]);
    return told;
  }

  /** Cancels the body from another thread as soon as its first bytes are here. */
  private static Response cancelled(Request request) throws Exception {
    try {
      request.body().forEach(bytes -> Thread.ofVirtual().start(request.body()::cancel));
      return Response.json(Map.of("cancelled", false));
    } catch (BodyCancelledException cancelled) {
      return Response.json(Map.of("cancelled", true));
    }
  }

  private static String put(String path, String headers) {
    return "PUT " + path + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n";
  }

  @Test
  void aChunkedBodyIsReadAndTheConnectionGoesOn() throws Exception {
    try (RawClient client = server.raw()) {
      for (int i = 0; i < 2; i++) {
        client.send(put("/count", "Transfer-Encoding: chunked\r\n") + "3\r\nabc\r\n");
        client.send("4\r\ndefg\r\n0\r\n\r\n");
        assertThat(client.read().text()).isEqualTo("{\"bytes\":7}");
      }
    }
  }

  @Test
  void continueIsAnsweredOnlyWhenTheBodyIsWanted() throws Exception {
    try (RawClient client = server.raw()) {
      client.send(put("/count", "Content-Length: 3\r\nExpect: 100-continue\r\n"));
      assertThat(client.readHead().status()).isEqualTo(100);
      client.send("abc");
      assertThat(client.read().text()).isEqualTo("{\"bytes\":3}");
    }
    try (RawClient client = server.raw()) {
      client.send(put("/refuse", "Content-Length: 3\r\nExpect: 100-continue\r\n"));
      RawClient.Answer answer = client.read();
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.header("Connection")).contains("close");
      assertThat(client.isAtEnd()).isTrue();
    }
  }

  @Test
  void aBodyThatEndsTooSoonAnswersSizeMismatch() throws Exception {
    try (RawClient client = server.raw()) {
      client.send(put("/count", "Content-Length: 10\r\n") + "abc");
      client.socket.shutdownOutput();
      RawClient.Answer answer = client.read();
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text()).contains("SIZE_MISMATCH");
    }
  }

  @Test
  void aBodyThatStallsAnswers408AndTheConnectionIsClosed() throws Exception {
    try (RawClient client = server.raw()) {
      client.send(put("/count", "Content-Length: 10\r\n") + "abc");
      RawClient.Answer answer = client.read();
      assertThat(answer.status()).isEqualTo(408);
      assertThat(answer.text()).contains("REQUEST_TIMEOUT");
      assertThat(client.isAtEnd()).isTrue();
    }
  }

  @Test
  void brokenChunksAnswer400() throws Exception {
    try (RawClient client = server.raw()) {
      client.send(put("/count", "Transfer-Encoding: chunked\r\n") + "zz\r\nabc\r\n");
      RawClient.Answer answer = client.read();
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text()).contains("SIZE_MISMATCH");
    }
  }

  @Test
  void aSmallBodyThatNobodyReadsDoesNotCostTheConnection() throws Exception {
    try (RawClient client = server.raw()) {
      for (int i = 0; i < 3; i++) {
        client.send(put("/ignore", "Content-Length: 20000\r\n"));
        client.send("a".repeat(20_000));
        RawClient.Answer answer = client.read();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Connection")).isEmpty();
      }
    }
  }

  @Test
  void aLargeBodyThatNobodyReadsDoesNotHideTheAnswer() throws Exception {
    try (RawClient client = server.raw()) {
      client.send(put("/refuse", "Content-Length: 8000000\r\n"));
      String piece = "a".repeat(100_000);
      for (int i = 0; i < 80; i++) {
        client.send(piece);
      }
      RawClient.Answer answer = client.read();
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.header("Connection")).contains("close");
      assertThat(client.isAtEnd()).isTrue();
    }
  }

  @Test
  void headersThatStallEndTheConnection() throws Exception {
    try (RawClient client = server.raw()) {
      client.send("GET /count HTTP/1.1\r\nHost: x\r\n");
      assertThat(client.isAtEnd()).isTrue();
    }
  }

  @Test
  void aBodyThatIsCancelledEndsAtOnceAndWithItTheConnection() throws Exception {
    try (RawClient client = server.raw()) {
      client.send(put("/cancel", "Content-Length: 1000\r\n") + "abc");

      RawClient.Answer answer = client.read();

      assertThat(answer.text()).isEqualTo("{\"cancelled\":true}");
      assertThat(answer.header("Connection")).contains("close");
      assertThat(client.socket.getInputStream().read()).isNegative();
    }
  }

  @Test
  void headersOfARouteAreOnItsErrorsAndOnThoseOfTheServerToo() throws Exception {
    try (RawClient client = server.raw()) {
      client.send("PATCH /cancel HTTP/1.1\r\nHost: x\r\n\r\n");
      RawClient.Answer wrongMethod = client.read();
      assertThat(wrongMethod.status()).isEqualTo(405);
      assertThat(wrongMethod.header("X-Always")).contains("here");
      client.send("OPTIONS /cancel HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(client.read().header("X-Always")).contains("here");
    }
  }
}
