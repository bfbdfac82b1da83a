package io.vitrine.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Vitrine server in a process of its own, with a data folder and a port of its own. */
final class Vitrine implements AutoCloseable {
  static final String KEY = "benchmark-admin-key";

  private static final JsonMapper JSON = new JsonMapper();
  private static final String READY = "Vitrine is ready: ";

  private final String address;
  private final Started process;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Vitrine(String address, Started process) {
    this.address = address;
    this.process = process;
  }

  /** Starts it by {@code ./vitrine serve}. */
  static Vitrine asShipped(Path data) throws IOException, InterruptedException {
    return asShipped(data, "");
  }

  /**
   * Starts it by {@code ./vitrine serve}.
   *
   * @param javaOptions for the Java machine, such as {@code -Xmx256m}
   */
  static Vitrine asShipped(Path data, String javaOptions) throws IOException, InterruptedException {
    Path launcher = Path.of("vitrine").toAbsolutePath();
    return start(data, List.of(launcher.toString(), "serve"), javaOptions);
  }

  /** Starts it with a blob store that neither hashes nor flushes. */
  static Vitrine withoutHashingAndFlushing(Path data) throws IOException, InterruptedException {
    return bare(data, "hashing+flushing");
  }

  /** Starts it with a blob store that does not flush. */
  static Vitrine withoutFlushing(Path data) throws IOException, InterruptedException {
    return bare(data, "flushing");
  }

  private static Vitrine bare(Path data, String without) throws IOException, InterruptedException {
    // Options as the launcher's.
    List<String> program =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-XX:+UseCompactObjectHeaders",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            "io.vitrine.bench.BareServer",
            without);
    return start(data, program, "");
  }

  private static Vitrine start(Path data, List<String> program, String javaOptions)
      throws IOException, InterruptedException {
    Path output = data.resolve("server.log");
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of("--port", "0", "--data", data.toString(), "--admin-key", KEY));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("VITRINE_JAVA_OPTS", javaOptions);
    try {
      Started process = Started.start(builder, () -> addressIn(output).isPresent());
      return new Vitrine(addressIn(output).orElseThrow(), process);
    } catch (IOException failure) {
      throw new IOException(failure.getMessage() + "\n" + Files.readString(output), failure);
    }
  }

  private static Optional<String> addressIn(Path output) throws IOException {
    try (Stream<String> lines = Files.lines(output)) {
      return lines
          .filter(line -> line.startsWith(READY))
          .map(line -> line.substring(READY.length()).strip())
          .findFirst();
    }
  }

  String address() {
    return address;
  }

  Usage usage() {
    return process.usage();
  }

  /** An upload URL, with the file's name in it. */
  String uploadUrl(String mimeType, String fileName) throws IOException, InterruptedException {
    return call("/files/generate-upload-url", Map.of("mimeType", mimeType, "fileName", fileName))
        .path("uploadUrl")
        .stringValue();
  }

  /** A URL and a token for one upload by tus, with the file's name in it. */
  TusLoad.Target tusTarget(String mimeType, String fileName)
      throws IOException, InterruptedException {
    JsonNode answer =
        call(
            "/files/generate-resumable-upload-url",
            Map.of("mimeType", mimeType, "fileName", fileName));
    String url = answer.path("uploadUrl").stringValue();
    String token = answer.path("uploadToken").stringValue();
    return new TusLoad.Target(url, token, url + "/" + token);
  }

  /** Calls a POST method of the API. */
  JsonNode call(String path, Map<String, ?> fields) throws IOException, InterruptedException {
    String body = JSON.writeValueAsString(fields);
    return answer(
        path,
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  /** Calls a GET method of the API. */
  JsonNode get(String path) throws IOException, InterruptedException {
    return answer(path, request(path).build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + "/site-media/v1" + path))
        .timeout(Duration.ofSeconds(30))
        .header("Authorization", KEY);
  }

  private JsonNode answer(String path, HttpRequest request)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(path + ": " + answer.statusCode() + " " + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  /** Uploads a text and gives its public URL. */
  String upload(Path file) throws IOException, InterruptedException {
    return fileUrl(upload(file, "text/plain"));
  }

  /** The public URL of a file. */
  String fileUrl(JsonNode file) {
    return URI.create(address).resolve(file.path("url").stringValue()).toString();
  }

  /** Uploads a file and gives its descriptor. */
  JsonNode upload(Path file, String mimeType) throws IOException, InterruptedException {
    String url = uploadUrl(mimeType, file.getFileName().toString());
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofMinutes(2))
                .header("Content-Type", mimeType)
                .PUT(BodyPublishers.ofFile(file))
                .build(),
            BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("not uploaded: " + answer.statusCode() + " " + answer.body());
    }
    return JSON.readTree(answer.body()).path("file");
  }

  @Override
  public void close() throws IOException {
    http.close();
    process.close();
  }
}
