package io.vitrine;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A subscriber: it keeps what it receives and answers as the test says. */
final class HookServer implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpServer http;
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private volatile Script script = (_, to) -> answer(to, 200);

  private HookServer(HttpServer http) {
    this.http = http;
    http.createContext("/", this::handle);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.start();
  }

  /** A subscriber at a free port of 127.0.0.1. */
  static HookServer start() {
    try {
      return new HookServer(
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * A delivery.
   *
   * @param jwt the whole body
   * @param event the event object in it
   * @param attempt as the header tells it
   */
  record Received(String jwt, JsonNode envelope, JsonNode event, int attempt, String contentType) {
    String id() {
      return event.path("id").stringValue();
    }

    String entity() {
      return event.path("entityId").stringValue();
    }

    long sequence() {
      return Long.parseLong(event.path("entityEventSequence").stringValue());
    }
  }

  /** Answers one delivery. */
  @FunctionalInterface
  interface Script {
    void answer(Received delivery, HttpExchange to) throws IOException, InterruptedException;
  }

  /** Answers in this way from now on. */
  void on(Script next) {
    script = next;
  }

  /** Answers with this status from now on. */
  void on(int status) {
    on((_, to) -> answer(to, status));
  }

  /** Sends an answer without a body. */
  static void answer(HttpExchange to, int status) throws IOException {
    to.sendResponseHeaders(status, -1);
    to.close();
  }

  String url(String path) {
    return "http://127.0.0.1:" + http.getAddress().getPort() + path;
  }

  /** All deliveries so far, answered or not. */
  List<Received> received() {
    return received;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String jwt = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
    JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(jwt.split("\\.", -1)[1]));
    JsonNode envelope = JSON.readTree(claims.path("data").stringValue());
    Received delivery =
        new Received(
            jwt,
            envelope,
            JSON.readTree(envelope.path("data").stringValue()),
            Integer.parseInt(exchange.getRequestHeaders().getFirst("X-Webhook-Attempt")),
            exchange.getRequestHeaders().getFirst("Content-Type"));
    received.add(delivery);
    try {
      script.answer(delivery, exchange);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
