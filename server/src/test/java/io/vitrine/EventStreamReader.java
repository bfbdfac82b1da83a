package io.vitrine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads server-sent events as they come (WHATWG HTML, section 9.2). */
final class EventStreamReader implements AutoCloseable {
  private final HttpClient http;
  private final InputStream body;
  private final List<Told> received = new CopyOnWriteArrayList<>();
  private final CountDownLatch ended = new CountDownLatch(1);

  private EventStreamReader(HttpClient http, InputStream body) {
    this.http = http;
    this.body = body;
    Thread.ofVirtual().name("event-stream").start(this::read);
  }

  /** One event. */
  record Told(String id, String event, JsonNode data) {}

  /**
   * Opens a stream; it has begun when this returns.
   *
   * @param last the last event received; empty text for none
   */
  static EventStreamReader open(TestClient client, String path, String last) {
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest.Builder request = client.request("/site-media/v1" + path).GET();
    if (!last.isEmpty()) {
      request.header("Last-Event-ID", last);
    }
    try {
      HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
      if (response.statusCode() != 200
          || !response
              .headers()
              .firstValue("Content-Type")
              .orElse("")
              .equals("text/event-stream")) {
        throw new AssertionError(response.statusCode() + " " + response.headers().map());
      }
      return new EventStreamReader(http, response.body());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** What came so far. */
  List<Told> received() {
    return received;
  }

  /** Whether the server has ended the stream. */
  boolean isEnded() {
    return ended.getCount() == 0;
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
      String id = "";
      String event = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("event: ")) {
          event = line.substring(7);
        } else if (line.startsWith("data: ")) {
          received.add(new Told(id, event, JsonMapper.shared().readTree(line.substring(6))));
        }
      }
    } catch (IOException closed) {
      // The test has seen enough, or the server was stopped: both are told by isEnded.
    } finally {
      ended.countDown();
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
