package io.vitrine;

import io.vitrine.web.OpenApiContract;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who talks to a server over HTTP with a key. */
public class TestClient implements AutoCloseable {
  private static final OpenApiContract DESCRIPTION = OpenApiContract.read();
  private static final JsonMapper JSON = new JsonMapper();
  private static final String API = "/site-media/v1";

  private final String address;
  private final String key;
  private final HttpClient http;

  /**
   * @param address scheme, host and port
   * @param key goes into every {@code Authorization}
   */
  public TestClient(String address, String key) {
    this(
        address,
        key,
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build());
  }

  private TestClient(String address, String key, HttpClient http) {
    this.address = address;
    this.key = key;
    this.http = http;
  }

  /** Somebody else with another key, over the same connections; not to be closed. */
  public TestClient as(String otherKey) {
    return new TestClient(address, otherKey, http);
  }

  /** Scheme, host and port. */
  public String address() {
    return address;
  }

  /** An answer of the server. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Answer(int status, Map<String, List<String>> headers, byte[] body) {

    /** The body as JSON. */
    public JsonNode json() {
      return JSON.readTree(body);
    }

    /** The body as text. */
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    /** The first value of a header. */
    public Optional<String> header(String name) {
      return headers.entrySet().stream()
          .filter(header -> header.getKey().equalsIgnoreCase(name))
          .map(header -> header.getValue().getFirst())
          .findFirst();
    }

    /** The code of an application error; empty text when it is none. */
    public String errorCode() {
      return json().path("details").path("applicationError").path("code").asString("");
    }

    /** Status and code or violations, for the message of a failed assertion. */
    @Override
    public String toString() {
      String text = text();
      return status + " " + text.substring(0, Math.min(text.length(), 1_000));
    }
  }

  /** Calls a GET method of the API. */
  public Answer get(String pathAndQuery) {
    return send(request(API + pathAndQuery).GET());
  }

  /** Calls a POST method of the API. */
  public Answer post(String path, String json) {
    return call("POST", path, json);
  }

  /** Calls a POST method of the API with what becomes JSON. */
  public Answer post(String path, Map<String, ?> body) {
    return post(path, JSON.writeValueAsString(body));
  }

  /** Calls a method of the API. */
  public Answer call(String method, String path, String json) {
    return send(
        request(API + path)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(json)));
  }

  /** Calls a method of the API and gives the answer, which must be a success. */
  public JsonNode ask(String method, String path, Map<String, ?> body) {
    return succeeded(call(method, path, JSON.writeValueAsString(body)));
  }

  /** Calls a POST method of the API and gives the answer, which must be a success. */
  public JsonNode ask(String path, Map<String, ?> body) {
    return ask("POST", path, body);
  }

  /** Calls a GET method of the API and gives the answer, which must be a success. */
  public JsonNode ask(String pathAndQuery) {
    return succeeded(get(pathAndQuery));
  }

  /** A request with the key to a path of the server. */
  public HttpRequest.Builder request(String path) {
    return plain(address + path).header("Authorization", key);
  }

  /** A request without a key to any URL of the server. */
  public HttpRequest.Builder plain(String url) {
    return HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(60));
  }

  /** Gets a URL without a key. */
  public Answer fetch(String url) {
    return send(plain(url).GET());
  }

  /** Sends a request; the answer must be as the description of the API has it. */
  public Answer send(HttpRequest.Builder builder) {
    HttpRequest request = builder.build();
    try {
      HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
      Answer answer = new Answer(response.statusCode(), response.headers().map(), response.body());
      if (DESCRIPTION.describes(request.method(), request.uri().getRawPath())) {
        DESCRIPTION.validate(
            request.method(),
            request.uri().getRawPath(),
            answer.status(),
            answer.header("Content-Type"),
            answer.body());
      }
      return answer;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** An upload URL. */
  public String uploadUrl(String json) {
    return succeeded(post("/files/generate-upload-url", json)).path("uploadUrl").stringValue();
  }

  /** An upload URL for a file of this type. */
  public String uploadUrl(Map<String, ?> body) {
    return uploadUrl(JSON.writeValueAsString(body));
  }

  /** Sends bytes to an upload URL. */
  public Answer put(String uploadUrl, String fileName, String contentType, BodyPublisher bytes) {
    return send(
        plain(uploadUrl + "?filename=" + encode(fileName))
            .header("Content-Type", contentType)
            .PUT(bytes));
  }

  /** Uploads a file and gives its descriptor. */
  public JsonNode upload(String fileName, String mimeType, byte[] bytes) {
    return upload(fileName, mimeType, bytes, Map.of());
  }

  /**
   * Uploads a file and gives its descriptor.
   *
   * @param options goes into the request for the upload URL beside the MIME type
   */
  public JsonNode upload(String fileName, String mimeType, byte[] bytes, Map<String, ?> options) {
    Map<String, Object> body = new java.util.HashMap<>(options);
    body.put("mimeType", mimeType);
    return succeeded(put(uploadUrl(body), fileName, mimeType, BodyPublishers.ofByteArray(bytes)))
        .path("file");
  }

  /** Opens what a URL gives as a stream, for large answers. */
  public InputStream open(String url) throws IOException, InterruptedException {
    return http.send(plain(url).GET().build(), BodyHandlers.ofInputStream()).body();
  }

  /** Text as it stands in a query. */
  public static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    http.close();
  }

  private static JsonNode succeeded(Answer answer) {
    if (answer.status() != 200) {
      throw new IllegalStateException(answer.toString());
    }
    return answer.json();
  }
}
