package io.vitrine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vitrine.library.ImportLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Sources that keep an import waiting without ever standing still (contract: uploads.md 3.1). */
class ImportTimeIT extends ImportFixture {
  private static final byte[] PDF = Samples.pdf(300_000);

  @Override
  ImportLimits importLimits() {
    return new ImportLimits(
        Duration.ofSeconds(6),
        Duration.ofMillis(1_500),
        10_000_000,
        List.of(Duration.ofMillis(20), Duration.ofMillis(40), Duration.ofMillis(60)),
        Duration.ofSeconds(2));
  }

  @Test
  void aSourceThatDripsWhatFramesItsBytes() {
    CountDownLatch over = new CountDownLatch(1);
    AtomicInteger ended = new AtomicInteger();
    String chunked = "Transfer-Encoding: chunked";
    source.on(
        "/extension.pdf",
        (_, to) -> drip(to.head("HTTP/1.1 200 OK", chunked).text("5;x="), "x", over, ended));
    source.on(
        "/trailers.pdf",
        (_, to) ->
            drip(
                to.head("HTTP/1.1 200 OK", chunked).text("5\r\n%PDF-\r\n0\r\nX: "),
                "x",
                over,
                ended));

    List<JsonNode> files =
        Stream.of("/extension.pdf", "/trailers.pdf")
            .map(path -> accepted(source.url(path), Map.of()))
            .toList();

    files.forEach(file -> assertFailed(ended(file), "SOURCE_TIMEOUT"));
    await().until(() -> ended.get() == 2);
    over.countDown();
    assertThat(source.requests()).hasSize(2);
  }

  @Test
  void aPauseThatTheSourceAskedForDoesNotMakeItSlow() {
    AtomicInteger asked = new AtomicInteger();
    source.on(
        "/a.pdf",
        (request, to) -> {
          int half = PDF.length / 2;
          switch (asked.incrementAndGet()) {
            case 1 ->
                to.head("HTTP/1.1 200 OK", "Content-Length: " + PDF.length, "ETag: \"v1\"")
                    .bytes(PDF, half);
            case 2 -> to.status(503, "Retry-After: 2");
            default ->
                to.head(
                        "HTTP/1.1 206 Partial Content",
                        "Content-Length: " + half,
                        "Content-Range: bytes " + half + "-" + (PDF.length - 1) + "/" + PDF.length)
                    .bytes(Arrays.copyOfRange(PDF, half, PDF.length));
          }
        });

    assertHas(imported("/a.pdf"), PDF);
    assertThat(asked).hasValue(3);
  }

  /** Sends a character again and again, faster than a pause would be noticed. */
  private static void drip(
      SourceServer.Sender to, String text, CountDownLatch over, AtomicInteger ended)
      throws IOException, InterruptedException {
    try {
      while (!over.await(50, TimeUnit.MILLISECONDS)) {
        to.text(text);
      }
    } finally {
      ended.incrementAndGet();
    }
  }
}
