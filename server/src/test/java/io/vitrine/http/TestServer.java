package io.vitrine.http;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** A real server on a free port of the loopback, with the routes of a test. */
final class TestServer implements AutoCloseable {
  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  TestServer(Routes routes) {
    this(routes, Duration.ofSeconds(30));
  }

  TestServer(Routes routes, Duration idleTimeout) {
    this(
        routes,
        new HttpConfig(
            "127.0.0.1",
            0,
            new HttpConfig.Tls.Off(),
            Optional.empty(),
            Duration.ofSeconds(10),
            idleTimeout));
  }

  TestServer(Routes routes, HttpConfig config) {
    server =
        new HttpServer(
            config,
            routes.checked(),
            failure ->
                failure instanceof IllegalStateException
                    ? Optional.of(new HttpProblem(409, "ABORTED", "the state does not allow it"))
                    : Optional.empty(),
            metrics);
    server.start();
  }

  String address() {
    return server.address();
  }

  int port() {
    return URI.create(server.address()).getPort();
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address() + path)).timeout(Duration.ofSeconds(20));
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  RawClient raw() throws IOException {
    return new RawClient(port());
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
