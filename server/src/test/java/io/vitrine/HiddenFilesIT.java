package io.vitrine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vitrine.TestClient.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Private, trashed and deleted files by every route that carries bytes (delivery.md 4, H18, H19).
 */
class HiddenFilesIT {
  private static final String TRANSFORM = "/v1/fill/w_20,h_10/a.jpg";
  @TempDir private static Path data;
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start(TestServer.config(data), new AwtRenderer());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** Ways to ask for a URL, none of which may tell more than another. */
  private static final List<List<String>> MANNERS =
      List.of(
          List.of(),
          List.of("Range", "bytes=0-3"),
          List.of("Range", "bytes=0-0,-1"),
          List.of("Range", "bytes=999999-"),
          List.of("If-None-Match", "*"),
          List.of("If-Match", "\"other\""),
          List.of("If-Modified-Since", "Fri, 01 Jan 2100 00:00:00 GMT"),
          List.of("Accept", "image/avif"));

  @Test
  void aPrivateFileIsForbiddenByEveryRoute() {
    JsonNode hidden = upload("hidden.png", 1, Map.of("private", true));
    String url = url(hidden);

    for (String route :
        List.of(
            url,
            url + TRANSFORM,
            url + "/v1/fit/w_5,h_5,enc_auto/a.png",
            url + "/v1/crop/w_5,h_5/a.webp")) {
      for (List<String> manner : MANNERS) {
        assertThat(answers(route, manner)).as(route + manner).containsExactly(403, 403);
      }
    }
    assertThat(server.fetch(archiveUrl(hidden)).status()).isEqualTo(404);
    assertThat(server.fetch(downloadUrl(hidden)).status()).isEqualTo(200);
  }

  @Test
  void aTrashedFileKeepsItsUrlsButIsInNoArchive() {
    JsonNode file = upload("trashed.png", 2, Map.of());
    String archive = archiveUrl(file);

    server.ask("/bulk/files/delete", Map.of("fileIds", List.of(id(file))));

    for (String route : List.of(url(file), url(file) + TRANSFORM, downloadUrl(file))) {
      assertThat(answers(route, List.of())).as(route).containsExactly(200, 200);
    }
    await()
        .atMost(Duration.ofSeconds(2))
        .untilAsserted(() -> assertThat(server.fetch(archive).status()).isEqualTo(404));
  }

  @Test
  void aDeletedFileIsGoneByEveryRouteWithinASecondAndLeavesNoPictures() {
    JsonNode file = upload("deleted.png", 3, Map.of());
    List<Path> others = pictures(List.of());
    List<String> routes =
        List.of(
            url(file),
            url(file) + TRANSFORM,
            url(file) + "/v1/fit/w_9,h_9/a.png",
            downloadUrl(file),
            archiveUrl(file));
    for (int again = 0; again < 3; again++) {
      for (String route : routes) {
        assertThat(server.fetch(route).status()).as(route).isEqualTo(200);
      }
    }
    assertThat(pictures(others)).hasSize(2);

    server.ask("/bulk/files/delete", Map.of("fileIds", List.of(id(file)), "permanent", true));

    await()
        .atMost(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              for (String route : routes) {
                for (List<String> manner : MANNERS) {
                  assertThat(answers(route, manner)).as(route + manner).containsExactly(404, 404);
                }
              }
            });
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(pictures(others)).isEmpty());
  }

  /** The results in the cache but for those of other files. */
  private static List<Path> pictures(List<Path> others) {
    try (Stream<Path> paths = Files.walk(data.resolve("cache").resolve("transforms"))) {
      return paths.filter(Files::isRegularFile).filter(path -> !others.contains(path)).toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The statuses of a GET and a HEAD. */
  private static List<Integer> answers(String url, List<String> headers) {
    return List.of(
        send(server.plain(url).GET(), headers),
        send(server.plain(url).method("HEAD", BodyPublishers.noBody()), headers));
  }

  private static int send(HttpRequest.Builder request, List<String> headers) {
    if (!headers.isEmpty()) {
      request.headers(headers.toArray(String[]::new));
    }
    return server.send(request).status();
  }

  private static JsonNode upload(String name, int number, Map<String, ?> options) {
    return server.upload(name, "image/png", picture(number), options);
  }

  private static byte[] picture(int number) {
    return Samples.png(60, 40, 500 + number);
  }

  private static Answer archive(JsonNode file) {
    return server.post("/files/generate-download-url", Map.of("fileIds", List.of(id(file))));
  }

  private static String archiveUrl(JsonNode file) {
    return archive(file).json().path("downloadUrl").stringValue();
  }

  private static String downloadUrl(JsonNode file) {
    return server
        .ask("/files/generate-file-download-url", Map.of("fileId", id(file)))
        .path("downloadUrls")
        .path(0)
        .path("url")
        .stringValue();
  }

  private static String url(JsonNode file) {
    return server.address() + "/media/" + id(file);
  }

  private static String id(JsonNode file) {
    return file.path("id").stringValue();
  }
}
