package io.vitrine.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Uploads files by the plainest client that Java has: it shares the processor with the server that
 * is measured, and takes less of it than one with threads and queues of its own.
 *
 * @param address of the server
 */
record BlockingClient(String address) {
  private static final JsonMapper JSON = new JsonMapper();

  /** Asks for an upload URL, sends the file there and gives its descriptor. */
  JsonNode upload(Path file, String mimeType) throws IOException {
    HttpURLConnection asking =
        connection(URI.create(address + "/site-media/v1/files/generate-upload-url"), "POST");
    asking.setRequestProperty("Authorization", Vitrine.KEY);
    byte[] question =
        JSON.writeValueAsBytes(
            Map.of("mimeType", mimeType, "fileName", file.getFileName().toString()));
    String url = answer(asking, "application/json", question).path("uploadUrl").stringValue();
    return answer(connection(URI.create(url), "PUT"), mimeType, Files.readAllBytes(file))
        .path("file");
  }

  private static HttpURLConnection connection(URI uri, String method) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setRequestMethod(method);
    return connection;
  }

  private static JsonNode answer(HttpURLConnection connection, String type, byte[] body)
      throws IOException {
    connection.setRequestProperty("Content-Type", type);
    connection.setDoOutput(true);
    connection.setFixedLengthStreamingMode(body.length);
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body);
    }
    if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
      throw new IOException(connection.getURL() + ": " + connection.getResponseCode());
    }
    try (InputStream in = connection.getInputStream()) {
      return JSON.readTree(in.readAllBytes());
    }
  }
}
