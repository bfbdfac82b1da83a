package io.vitrine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vitrine.library.ProcessingLimits;
import io.vitrine.library.Scripted;
import io.vitrine.media.MediaType;
import io.vitrine.media.ProcessingException;
import io.vitrine.media.ProcessingException.Code;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What clients see of the processing of files, whichever way they come in. */
class ProcessingIT {
  /** Pictures of this size cannot be processed. */
  private static final int BAD = 13;

  @TempDir private Path data;
  private TestServer server;

  private final Scripted step =
      new Scripted(
          "check",
          work -> {
            if (work.source().mediaType() == MediaType.VECTOR) {
              Thread.sleep(Duration.ofMinutes(5));
            }
            byte[] bytes = Files.readAllBytes(work.source().path());
            if (Samples.sha256(bytes).equals(Samples.sha256(Samples.png(BAD, BAD)))) {
              throw new ProcessingException(Code.FILE_CORRUPT, "the picture is damaged");
            }
          });

  @BeforeEach
  void start() {
    server =
        TestServer.start(
            TestServer.config(data, 2),
            Scripted.plan(List.of(step), List.of()),
            ProcessingLimits.CONTRACT);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theAnswerToAnUploadTellsWhatBecameOfThePicture() {
    JsonNode good = server.upload("good.png", "image/png", Samples.png(3, 2));
    JsonNode bad = server.upload("bad.png", "image/png", Samples.png(BAD, BAD));

    assertThat(status(good)).isEqualTo("READY");
    assertThat(good.has("media")).isTrue();
    assertThat(server.fetch(url(good)).status()).isEqualTo(200);
    assertThat(status(bad)).isEqualTo("FAILED");
    assertThat(bad.has("media")).isFalse();
    assertThat(bad.path("hash").stringValue()).hasSize(64);
    assertThat(server.fetch(url(bad)).status()).isEqualTo(404);
    assertThat(status(now(bad))).isEqualTo("FAILED");
  }

  @Test
  void theFinishOfAResumableUploadTellsItToo() {
    TusClient tus = new TusClient(server);
    byte[] picture = Samples.png(5, 5);
    TusClient.Minted minted = tus.mint("image/png");
    String upload =
        TusClient.created(tus.create(minted.token(), "Upload-Length: " + picture.length));
    tus.patch(upload, 0, picture);

    JsonNode file = tus.finish(minted.token(), "five.png").json().path("file");

    assertThat(status(file)).isEqualTo("READY");
  }

  @Test
  void aFileThatTakesLongIsPendingFirstAndGoneWhenItIsDeleted() {
    JsonNode file = server.upload("long.svg", "image/svg+xml", Samples.svg(10, 10));
    assertThat(status(file)).isEqualTo("PENDING");
    assertThat(file.has("media")).isFalse();
    assertThat(server.fetch(url(file)).status()).isEqualTo(404);
    assertThat(server.fetch(url(file)).header("Retry-After")).isPresent();

    server.ask(
        "/bulk/files/delete",
        Map.of("fileIds", List.of(file.path("id").stringValue()), "permanent", true));

    await().until(() -> step.interrupted() == 1);
    await().until(() -> server.storedBlobs() == 0);
  }

  @Test
  void anImportIsProcessedWhenItIsFetched() {
    try (SourceServer source = SourceServer.start()) {
      source.on("/good.png", (_, to) -> to.ok(Samples.png(7, 7)));
      source.on("/bad.png", (_, to) -> to.ok(Samples.png(BAD, BAD)));

      JsonNode good = imported(source.url("/good.png"));
      JsonNode bad = imported(source.url("/bad.png"));

      await().until(() -> status(now(good)).equals("READY"));
      await().until(() -> status(now(bad)).equals("FAILED"));
      assertThat(step.runs()).isEqualTo(2);
      assertThat(server.fetch(url(bad)).status()).isEqualTo(404);
    }
  }

  @Test
  void whatAServerLeftIsDoneByTheNext() {
    JsonNode file = server.upload("long.svg", "image/svg+xml", Samples.svg(10, 10));
    server.close();
    assertThat(step.interrupted()).isEqualTo(1);

    Scripted quick = new Scripted("quick", _ -> {});
    server =
        TestServer.start(
            TestServer.config(data),
            Scripted.plan(List.of(quick), List.of()),
            ProcessingLimits.CONTRACT);

    await().until(() -> status(now(file)).equals("READY"));
    assertThat(quick.runs()).isEqualTo(1);
    assertThat(server.fetch(server.address() + "/metrics").text())
        .contains("vitrine_processing_step_seconds_count{outcome=\"done\",step=\"quick\"} 1");
  }

  private JsonNode imported(String url) {
    return server.ask("/files/import", Map.of("url", url)).path("file");
  }

  private JsonNode now(JsonNode file) {
    return server
        .ask("/files/get-file-by-id?fileId=" + TestClient.encode(file.path("id").stringValue()))
        .path("file");
  }

  private static String status(JsonNode file) {
    return file.path("operationStatus").stringValue();
  }

  private static String url(JsonNode file) {
    return file.path("url").stringValue();
  }
}
