package io.vitrine;

import io.vitrine.TestClient.Answer;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Somebody who speaks tus 1.0.0 to a server, word by word. */
final class TusClient {
  static final String BYTES = "Content-Type: application/offset+octet-stream";
  static final String SPOKEN = "Tus-Resumable: 1.0.0";
  static final byte[] NOTHING = {};

  private final TestClient server;

  TusClient(TestClient server) {
    this.server = server;
  }

  /** What the API gives for a resumable upload. */
  record Minted(String url, String token) {}

  /** A URL and a token for a file of this type. */
  Minted mint(String mimeType) {
    return mint(mimeType, Map.of());
  }

  Minted mint(String mimeType, Map<String, ?> options) {
    Map<String, Object> body = new HashMap<>(options);
    body.put("mimeType", mimeType);
    JsonNode answer = server.ask("/files/generate-resumable-upload-url", body);
    return new Minted(
        answer.path("uploadUrl").stringValue(), answer.path("uploadToken").stringValue());
  }

  /** Where uploads are made. */
  String endpoint() {
    return server.address() + "/upload/tus";
  }

  /** The header that holds a token, as tus-js-client sends it. */
  static String metadata(String token) {
    return "Upload-Metadata: filename " + base64("a.pdf") + ",token " + base64(token);
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  static String checksum(String algorithm, byte[] bytes) {
    return Samples.base64(algorithm, bytes);
  }

  /** An upload of this length for a PDF, which must be made. */
  String upload(long length) {
    return created(create(mint("application/pdf").token(), "Upload-Length: " + length));
  }

  /** Sends a creation without a body. */
  Answer create(String token, String... headers) {
    return send("POST", endpoint(), NOTHING, with(headers, metadata(token)));
  }

  /** The URL in the answer to a creation. */
  static String created(Answer answer) {
    if (answer.status() != 201) {
      throw new AssertionError(answer.toString());
    }
    return answer.header("Location").orElseThrow();
  }

  Answer head(String url) {
    return send("HEAD", url, NOTHING);
  }

  /** What HEAD tells; the upload must be there. */
  long offset(String url) {
    Answer answer = head(url);
    if (answer.status() != 200) {
      throw new AssertionError(answer.toString());
    }
    return Long.parseLong(answer.header("Upload-Offset").orElseThrow());
  }

  Answer patch(String url, long offset, byte[] bytes, String... headers) {
    return send("PATCH", url, bytes, with(headers, BYTES, "Upload-Offset: " + offset));
  }

  Answer delete(String url) {
    return send("DELETE", url, NOTHING);
  }

  /** Makes a file of what was uploaded, as the official documentation shows. */
  Answer finish(String token, String name) {
    return server.send(
        server
            .plain(endpoint() + "/" + token + "?filename=" + TestClient.encode(name))
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString("{}")));
  }

  /** Sends a request with {@code Tus-Resumable}, unless one of the headers is that one. */
  Answer send(String method, String url, byte[] body, String... headers) {
    BodyPublisher publisher =
        body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
    return send(method, url, publisher, headers);
  }

  /** Sends the body in chunks, without telling its length. */
  Answer sendChunked(String method, String url, byte[] body, String... headers) {
    return send(
        method, url, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)), headers);
  }

  private Answer send(String method, String url, BodyPublisher body, String... headers) {
    HttpRequest.Builder request = server.plain(url).method(method, body);
    List<String> all = Arrays.asList(headers);
    if (all.stream().noneMatch(header -> header.startsWith("Tus-Resumable"))) {
      request.header("Tus-Resumable", "1.0.0");
    }
    for (String header : all) {
      int colon = header.indexOf(':');
      String value = header.substring(colon + 1).strip();
      if (!value.equals("(none)")) {
        request.header(header.substring(0, colon), value);
      }
    }
    return server.send(request);
  }

  /** The path of a URL, for requests over a raw connection. */
  static String path(String url) {
    return URI.create(url).getRawPath();
  }

  private static String[] with(String[] headers, String... more) {
    String[] all = Arrays.copyOf(headers, headers.length + more.length);
    System.arraycopy(more, 0, all, headers.length, more.length);
    return all;
  }
}
