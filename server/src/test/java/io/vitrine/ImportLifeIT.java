package io.vitrine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vitrine.TestClient.Answer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What happens beside an import while it runs: secrets, deletion, trash, limits, quota. */
class ImportLifeIT extends ImportFixture {
  private static final int QUOTA = 1_000_000;
  private static final byte[] PDF = Samples.pdf(200_000);
  private static final String SECRET = "s3cr3t-of-the-source";

  @Override
  OptionalLong quota() {
    return OptionalLong.of(QUOTA);
  }

  @Test
  void secretsGoToTheirOriginOnlyAndAreKeptUnreadableUntilTheyAreErased() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    try (SourceServer other = SourceServer.start()) {
      other.on("/b.pdf", (_, to) -> to.status(302, "Location: " + source.url("/c.pdf")));
      source.on(
          "/a.pdf",
          (_, to) -> {
            waitFor(goOn);
            to.status(302, "Location: " + other.url("/b.pdf"));
          });
      source.on("/c.pdf", (_, to) -> to.ok(PDF));
      JsonNode file =
          accepted(
              source.url("/a.pdf?x=1"),
              Map.of(
                  "urlHeaders", Map.of("Authorization", SECRET, "X-Number", 7),
                  "urlParams", Map.of("key", SECRET + "&x")));
      await().until(() -> !source.requests("/a.pdf").isEmpty());
      assertThat(job(file).orElseThrow().payload()).doesNotContain(SECRET);
      assertThat(readable()).doesNotContain(SECRET);
      goOn.countDown();

      JsonNode ready = ended(file);

      assertHas(ready, PDF);
      assertThat(ready.path("sourceUrl").stringValue()).isEqualTo(source.url("/a.pdf?x=1"));
      SourceServer.Received first = source.requests("/a.pdf").getFirst();
      assertThat(first.path()).isEqualTo("/a.pdf?x=1&key=" + SECRET + "%26x");
      assertThat(first.header("Authorization")).isEqualTo(SECRET);
      assertThat(first.header("X-Number")).isEqualTo("7");
      SourceServer.Received away = other.requests("/b.pdf").getFirst();
      assertThat(away.headers()).doesNotContainKeys("authorization", "x-number");
      assertThat(away.path()).isEqualTo("/b.pdf");
      assertThat(source.requests("/c.pdf").getFirst().header("Authorization")).isEqualTo(SECRET);
      assertThat(job(file)).isEmpty();
    }
  }

  @Test
  void aFileThatIsDeletedWhileItIsFetchedLeavesNothing() {
    CountDownLatch over = new CountDownLatch(1);
    AtomicInteger broken = new AtomicInteger();
    source.on(
        "/a.pdf",
        (_, to) -> {
          to.head("HTTP/1.1 200 OK");
          while (over.getCount() > 0) {
            try {
              to.bytes(new byte[1_000]);
            } catch (java.io.IOException gone) {
              broken.incrementAndGet();
              throw gone;
            }
            over.await(20, TimeUnit.MILLISECONDS);
          }
        });
    long before = server.storedBlobs();
    JsonNode file = accepted(source.url("/a.pdf"), Map.of());
    await().until(() -> server.storedBlobs() > before);

    server.ask(
        "/bulk/files/delete",
        Map.of("fileIds", List.of(file.path("id").stringValue()), "permanent", true));

    await().until(() -> broken.get() == 1);
    over.countDown();
    await().until(() -> server.storedBlobs() == before);
    assertThat(job(file)).isEmpty();
    assertThat(source.requests("/a.pdf")).hasSize(1);
  }

  @Test
  void aFileThatIsTrashedWhileItIsFetchedIsReadyInTheTrash() {
    CountDownLatch goOn = new CountDownLatch(1);
    source.on(
        "/a.pdf",
        (_, to) -> {
          waitFor(goOn);
          to.ok(PDF);
        });
    JsonNode file = accepted(source.url("/a.pdf"), Map.of());
    await().until(() -> !source.requests("/a.pdf").isEmpty());

    server.ask("/bulk/files/delete", Map.of("fileIds", List.of(file.path("id").stringValue())));
    goOn.countDown();

    JsonNode ready = ended(file);
    assertThat(ready.path("operationStatus").stringValue()).isEqualTo("READY");
    assertThat(ready.path("state").stringValue()).isEqualTo("DELETED");
  }

  @Test
  void aRenameWhileItIsFetchedStays() {
    CountDownLatch goOn = new CountDownLatch(1);
    source.on(
        "/",
        (_, to) -> {
          waitFor(goOn);
          to.ok(PDF, "Content-Disposition: attachment; filename=theirs.pdf");
        });
    JsonNode file = accepted(source.url("/"), Map.of());
    server.ask(
        "PATCH",
        "/files/update-file-descriptor",
        Map.of("file", Map.of("id", file.path("id").stringValue(), "displayName", "mine")));
    goOn.countDown();

    assertThat(ended(file).path("displayName").stringValue()).isEqualTo("mine.pdf");
  }

  @Test
  void aPendingFileHasNoBytesToSend() {
    CountDownLatch goOn = new CountDownLatch(1);
    source.on(
        "/a.pdf",
        (_, to) -> {
          waitFor(goOn);
          to.status(404);
        });
    JsonNode file = accepted(source.url("/a.pdf"), Map.of());

    Answer publicly = server.fetch(file.path("url").stringValue());
    Answer download =
        server.post(
            "/files/generate-file-download-url", Map.of("fileId", file.path("id").stringValue()));

    assertThat(publicly.status()).isEqualTo(404);
    assertThat(download.status()).isEqualTo(200);
    assertThat(server.fetch(download.json().at("/downloadUrls/0/url").stringValue()).status())
        .isEqualTo(404);
    goOn.countDown();
    assertFailed(ended(file), "SOURCE_HTTP_ERROR");
  }

  @Test
  void noMoreThanTwoAreFetchedFromOneHostAtOnce() {
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    source.on(
        "/a.pdf",
        (_, to) -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          waitFor(goOn);
          running.decrementAndGet();
          to.status(404);
        });
    List<JsonNode> files =
        Stream.generate(() -> accepted(source.url("/a.pdf"), Map.of())).limit(6).toList();
    await().until(() -> running.get() == 2);
    assertThat(server.fetch(server.address() + "/metrics").text())
        .contains("vitrine_jobs_running{kind=\"import\"} 2.0")
        .contains("vitrine_jobs_waiting{kind=\"import\"} 4.0");

    goOn.countDown();

    files.forEach(file -> assertFailed(ended(file), "SOURCE_HTTP_ERROR"));
    assertThat(most).hasValue(2);
    assertThat(server.fetch(server.address() + "/metrics").text())
        .contains("vitrine_imports_total{outcome=\"SOURCE_HTTP_ERROR\"}")
        .contains("vitrine_import_received_bytes_total");
  }

  @Test
  void theQuotaHoldsForTheBytesThatCameAndForNewImports() {
    source.on("/large.pdf", (_, to) -> to.ok(Samples.pdf(QUOTA + 1)));

    assertFailed(imported("/large.pdf"), "SITE_QUOTA_EXCEEDED");

    try (TestServer full = TestServer.start(Optional.empty(), OptionalLong.of(PDF.length))) {
      full.upload("a.pdf", "application/pdf", PDF);
      Answer answer = full.post("/files/import", Map.of("url", "https://nowhere.test/a.pdf"));
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.errorCode()).isEqualTo("SITE_QUOTA_EXCEEDED");
    }
  }

  private String readable() throws Exception {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> paths = Files.list(server.data())) {
      for (Path path : paths.filter(one -> one.toString().contains("vitrine.db")).toList()) {
        all.append(Files.readString(path, StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }

  private static void waitFor(CountDownLatch latch) throws InterruptedException {
    if (!latch.await(1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("the test did not end");
    }
  }
}
