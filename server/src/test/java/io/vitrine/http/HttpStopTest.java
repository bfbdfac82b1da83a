package io.vitrine.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Stopping (contract: operator.md, Signs of life). */
@Timeout(30)
class HttpStopTest {
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch mayEnd = new CountDownLatch(1);

  private TestServer server() {
    Routes routes = new Routes();
    routes.add("GET", "/slow", request -> slow()).guardedBy(Guard.URL_IS_THE_AUTHORITY);
    routes.add("PUT", "/upload", request -> upload(request)).guardedBy(Guard.URL_IS_THE_AUTHORITY);
    return new TestServer(routes);
  }

  private Response slow() throws InterruptedException {
    begun.countDown();
    assertThat(mayEnd.await(20, TimeUnit.SECONDS)).isTrue();
    return Response.json(Map.of("done", true));
  }

  private Response upload(Request request) throws IOException {
    begun.countDown();
    return Response.json(Map.of("bytes", request.body().forEach(piece -> {})));
  }

  private static void awaitClosed(int port) {
    await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () -> {
              try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return !socket.isConnected();
              } catch (IOException refused) {
                return true;
              }
            });
  }

  @Test
  void aRunningRequestEndsAndNoOtherBegins() throws Exception {
    TestServer server = server();
    int port = server.port();
    try (RawClient client = server.raw()) {
      client.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
      CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);
      awaitClosed(port);
      mayEnd.countDown();
      RawClient.Answer answer = client.read();
      assertThat(answer.text()).isEqualTo("{\"done\":true}");
      assertThat(client.isAtEnd()).isTrue();
      closing.get(15, TimeUnit.SECONDS);
    }
  }

  @Test
  void anUploadThatPausesForMomentsIsNotCutOff() throws Exception {
    TestServer server = server();
    int port = server.port();
    try (RawClient client = server.raw()) {
      client.send("PUT /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\nabc");
      assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
      CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);
      awaitClosed(port);
      // Longer than the second that Jetty by itself would give it.
      assertThat(closing)
          .as("the server waits for the upload")
          .failsWithin(Duration.ofMillis(1600));
      client.send("def");
      assertThat(client.read().text()).isEqualTo("{\"bytes\":6}");
      closing.get(15, TimeUnit.SECONDS);
    }
  }

  @Test
  void idleConnectionsDoNotHoldTheServerUp() throws Exception {
    TestServer server = server();
    mayEnd.countDown();
    try (RawClient client = server.raw()) {
      client.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(client.read().status()).isEqualTo(200);
      CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);
      assertThat(closing).succeedsWithin(Duration.ofSeconds(5));
      assertThat(client.isAtEnd()).isTrue();
    }
  }
}
