package io.vitrine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vitrine.TestClient.Answer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Pictures by URL over real HTTP (contract: delivery.md section 8), whoever makes the pixels. */
class TransformIT {
  @TempDir private Path data;
  private final AwtRenderer renderer = new AwtRenderer();
  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.start(TestServer.config(data), renderer);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void restart() {
    server.close();
    start();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fit/w_50,h_50/a.jpg                                 | 50  | 33 | image/jpeg",
        "fit/w_5000,h_5000/a.png                             | 90  | 60 | image/png",
        "fill/w_20,h_60,al_tl/a.jpg                          | 20  | 60 | image/jpeg",
        "fill/w_200,h_100/a.jpg                              | 200 | 100 | image/jpeg",
        "crop/x_80,y_50,w_40,h_40/a.png                      | 10  | 10 | image/png",
        "crop/w_30,h_30,scl_2.0/fill/w_7,h_9/any%20n%2Came   | 7   | 9  | image/png",
        "fill%2Fw_7/w_7,h_9/a.jpg                            | 0   | 0  | -",
        "fill/w_7%2Ch_9,q_5/a.jpg                            | 7   | 9  | image/jpeg",
        "fill/w%5F7,h_9/a.JPG                                | 7   | 9  | image/jpeg",
      })
  void answersThePictureThatTheUrlAsksFor(String path, int width, int height, String type)
      throws IOException {
    JsonNode file = server.upload("a.png", "image/png", Samples.png(90, 60));

    Answer answer = server.fetch(url(file) + "/v1/" + path);

    if (width == 0) {
      assertThat(answer.status()).isEqualTo(404);
      return;
    }
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).contains(type);
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(answer.body()));
    assertThat(picture.getWidth()).isEqualTo(width);
    assertThat(picture.getHeight()).isEqualTo(height);
  }

  @Test
  void answersLikeAnyPublicFile() {
    JsonNode file = server.upload("a.png", "image/png", Samples.png(90, 60));
    String url = url(file) + "/v1/fit/w_9,h_9/a.jpg";

    Answer whole = server.fetch(url);
    assertThat(whole.header("Cache-Control")).contains("public, max-age=31536000, immutable");
    assertThat(whole.header("Access-Control-Allow-Origin")).contains("*");
    assertThat(whole.header("Cross-Origin-Resource-Policy")).contains("cross-origin");
    assertThat(whole.header("X-Content-Type-Options")).contains("nosniff");
    assertThat(whole.header("Accept-Ranges")).contains("bytes");
    assertThat(whole.header("Content-Length")).contains("" + whole.body().length);
    assertThat(whole.header("Vary")).isEmpty();
    String tag = whole.header("ETag").orElseThrow();
    assertThat(tag).matches("\"[0-9a-f]{32}-[0-9a-f]{32}\"");

    Answer head = server.send(server.plain(url).method("HEAD", BodyPublishers.noBody()));
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("Content-Length")).isEqualTo(whole.header("Content-Length"));
    Answer known = server.send(server.plain(url).header("If-None-Match", tag).GET());
    assertThat(known.status()).isEqualTo(304);
    Answer part = server.send(server.plain(url).header("Range", "bytes=2-5").GET());
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole.body(), 2, 6));
    assertThat(server.send(server.plain(url).POST(BodyPublishers.noBody())).status())
        .isEqualTo(405);
    assertThat(server.fetch(url + "?x=1").header("ETag")).contains(tag);
    assertThat(server.fetch(url.replace("~", "%7E")).header("ETag")).contains(tag);
    assertThat(server.fetch(url(file) + "/v1/fit/h_9,w_9,al_c,q_80/b.jpeg").header("ETag"))
        .contains(tag);
    assertThat(renderer.rendered).as("all of these are one picture").hasValue(1);
  }

  @Test
  void onlyAnAutomaticFormatDependsOnTheClient() {
    JsonNode file = server.upload("a.png", "image/png", Samples.png(90, 60));
    String url = url(file) + "/v1/fit/w_9,h_9";

    for (int i = 0; i < 2; i++) {
      Answer automatic =
          server.send(server.plain(url + ",enc_auto/a.jpg").header("Accept", "image/avif").GET());
      assertThat(automatic.header("Vary")).contains("Accept");
    }
    assertThat(server.fetch(url + "/a.jpg").header("Vary")).isEmpty();
    assertThat(server.fetch(url + ",enc_avif/a.jpg").header("Vary")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fit/w_0,h_9/a.jpg                  | w",
        "fit/w_9/a.jpg                      | h",
        "fit/w_9,h_9,what_1/a.jpg           | what",
        "pad/w_9,h_9/a.jpg                  | operation",
        "fit/w_9,h_9                        | operation",
        "fit/w_9,h_9/fit/w_9,h_9/fit/w_9,h_9/fit/w_9,h_9/fit/w_9,h_9/a.jpg | operation",
        "crop/x_90,w_1,h_1/a.jpg            | crop",
      })
  void namesWhatIsWrong(String path, String parameter) {
    JsonNode file = server.upload("a.png", "image/png", Samples.png(90, 60));

    Answer answer = server.fetch(url(file) + "/v1/" + path);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.errorCode()).isEqualTo("INVALID_TRANSFORMATION");
    assertThat(answer.header("Cache-Control")).contains("no-store");
    assertThat(answer.json().at("/details/applicationError/data/param").asString())
        .isEqualTo(parameter);
    assertThat(renderer.rendered).hasValue(0);
  }

  @Test
  void whatMayNotOrCannotBeTransformed() {
    JsonNode hidden =
        server.upload("p.png", "image/png", Samples.png(9, 8), Map.of("private", true));
    JsonNode drawing = server.upload("d.svg", "image/svg+xml", Samples.svg(10, 10));
    JsonNode document = server.upload("d.pdf", "application/pdf", Samples.pdf(500));
    String operations = "/v1/fit/w_9,h_9/a.jpg";

    Answer forbidden = server.fetch(server.address() + "/media/" + id(hidden) + operations);
    assertThat(forbidden.status()).isEqualTo(403);
    assertThat(forbidden.errorCode()).isEqualTo("PERMISSION_DENIED");
    for (JsonNode other : List.of(drawing, document)) {
      Answer refused = server.fetch(server.address() + "/media/" + id(other) + operations);
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.errorCode()).isEqualTo("INVALID_TRANSFORMATION");
    }
    Answer unknown =
        server.fetch(
            server.address() + "/media/c0ffee_" + "0".repeat(32) + "~mv2.jpg" + operations);
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.header("Cache-Control")).contains("max-age=5");
    assertThat(server.fetch(server.address() + "/media/x" + operations).status()).isEqualTo(404);
    assertThat(renderer.rendered).hasValue(0);
  }

  @Test
  void whatManyAskForAtOnceIsMadeOnce() throws Exception {
    JsonNode file = server.upload("a.png", "image/png", Samples.png(90, 60));
    renderer.gate.drainPermits();
    String url = url(file) + "/v1/fit/w_9,h_9/a.jpg";

    List<FutureTask<Answer>> answers =
        IntStream.range(0, 20).mapToObj(_ -> new FutureTask<>(() -> server.fetch(url))).toList();
    answers.forEach(Thread::startVirtualThread);
    await().until(() -> renderer.rendered.get() == 1);
    await().until(() -> metric("vitrine_transforms_misses_total") == 20);
    renderer.gate.release(100);

    for (FutureTask<Answer> answer : answers) {
      assertThat(answer.get().status()).isEqualTo(200);
      assertThat(answer.get().body()).isEqualTo(answers.getFirst().get().body());
    }
    assertThat(renderer.rendered).hasValue(1);
    assertThat(metric("vitrine_transforms_hits_total")).isZero();
    assertThat(server.fetch(url).status()).isEqualTo(200);
    assertThat(metric("vitrine_transforms_hits_total")).isEqualTo(1);
  }

  @Test
  void aDeletedFilesPicturesAreGoneWithinASecondAndATrashedOnesAreNot() {
    JsonNode file = server.upload("a.png", "image/png", Samples.png(90, 60));
    String url = url(file) + "/v1/fit/w_9,h_9/a.jpg";
    assertThat(server.fetch(url).status()).isEqualTo(200);
    server.ask("/bulk/files/delete", Map.of("fileIds", List.of(id(file))));
    assertThat(server.fetch(url).status()).isEqualTo(200);
    assertThat(server.fetch(url).status()).isEqualTo(200);

    server.ask("/bulk/files/delete", Map.of("fileIds", List.of(id(file)), "permanent", true));

    await()
        .atMost(Duration.ofSeconds(1))
        .untilAsserted(() -> assertThat(server.fetch(url).status()).isEqualTo(404));
    restart();
    await().untilAsserted(() -> assertThat(results()).isEmpty());
  }

  @Test
  void resultsSurviveARestart() {
    JsonNode file = server.upload("a.png", "image/png", Samples.png(90, 60));
    String path = "/media/" + id(file) + "/v1/fit/w_9,h_9/a.jpg";
    byte[] before = server.fetch(server.address() + path).body();

    restart();

    assertThat(server.fetch(server.address() + path).body()).isEqualTo(before);
    assertThat(renderer.rendered).hasValue(1);
    await().until(() -> metric("vitrine_transforms_results") == 1);
  }

  @Test
  void aResultThatWasRemovedOrDamagedByHandIsMadeAnew() throws IOException {
    JsonNode file = server.upload("a.png", "image/png", Samples.png(90, 60));
    String url = url(file) + "/v1/fit/w_9,h_9/a.jpg";
    byte[] right = server.fetch(url).body();
    assertThat(server.fetch(url).body()).isEqualTo(right);

    Files.delete(results().getFirst());
    assertThat(server.fetch(url).body()).isEqualTo(right);
    assertThat(renderer.rendered).hasValue(2);

    Files.write(results().getFirst(), new byte[40]);
    assertThat(server.fetch(url).body()).isEqualTo(right);
    assertThat(server.fetch(url).body()).isEqualTo(right);
    assertThat(renderer.rendered).hasValue(3);
  }

  @Test
  void aCacheThatCannotBeWrittenDoesNotKeepAPictureBack() throws IOException {
    JsonNode file = server.upload("a.png", "image/png", Samples.png(90, 60));
    Path folder = data.resolve("cache/transforms/new");
    Files.delete(folder);
    Files.createFile(folder);

    String url = url(file) + "/v1/fit/w_9,h_9/a.jpg";
    Answer first = server.fetch(url);
    assertThat(first.status()).isEqualTo(200);
    assertThat(server.fetch(url).body()).isEqualTo(first.body());
    assertThat(renderer.rendered).hasValue(1);
    assertThat(results()).isEmpty();
    Files.delete(folder);
  }

  @Test
  void aFileThatIsDeletedWhileItsPictureIsMadeIsGone() throws Exception {
    JsonNode file = server.upload("a.png", "image/png", Samples.png(90, 60));
    renderer.gate.drainPermits();
    FutureTask<Answer> answer =
        new FutureTask<>(() -> server.fetch(url(file) + "/v1/fit/w_9,h_9/a.jpg"));
    Thread.startVirtualThread(answer);
    await().until(() -> renderer.rendered.get() == 1);

    server.ask("/bulk/files/delete", Map.of("fileIds", List.of(id(file)), "permanent", true));
    await().until(() -> server.storedBlobs() == 0);
    renderer.gate.release(100);

    assertThat(answer.get().status()).isEqualTo(404);
  }

  @Test
  void aDamagedImageIsOne() {
    byte[] bytes = Samples.png(90, 60);
    Arrays.fill(bytes, 60, bytes.length - 20, (byte) 7);
    JsonNode file = server.upload("a.png", "image/png", bytes);

    Answer answer = server.fetch(url(file) + "/v1/fit/w_9,h_9/a.jpg");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.errorCode()).isEqualTo("IMAGE_CORRUPT");
    assertThat(results()).isEmpty();
  }

  private List<Path> results() {
    try (Stream<Path> paths = Files.walk(data.resolve("cache/transforms"))) {
      return paths.filter(path -> path.getFileName().toString().length() == 64).toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private double metric(String name) {
    return server
        .fetch(server.address() + "/metrics")
        .text()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElse(-1);
  }

  private static String url(JsonNode file) {
    return file.path("url").asString();
  }

  private static String id(JsonNode file) {
    return file.path("id").asString();
  }
}
